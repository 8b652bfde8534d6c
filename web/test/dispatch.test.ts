import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlanStop, PlanView } from '../src/api/dispatch.ts'
import { costWord, daysOf, dropAt, hoursOf, hourWidth, isIdle, kindOf, ordersOf, rowsOf, sheetsOf, stepOf, undoneDifference } from '../src/format/dispatch.ts'

const stop = (orderId: string, machineId: string, day: string, sequence: number, startHour: number, workMinutes: number, more: Partial<PlanStop> = {}): PlanStop => ({
  orderId, machineId, day, sequence, startHour, driveMinutes: 30, workMinutes, mu: workMinutes / 20, interrupted: false, locked: false, begun: false, ...more,
})
const machine = (id: string, down: { from: string; to: string }[] = []) => ({ id, name: `m-${id}`, depotLon: 113, depotLat: 27, operations: ['HARVEST'], down })
const order = (id: string) => ({ id, number: id, operation: 'HARVEST', mu: 3, villageCode: 'v', villageName: 'v', fieldId: id, fieldName: id, lon: 113, lat: 27, windowFrom: '2026-07-30', windowTo: '2026-08-01', status: 'ISSUED' })

/** Machine A: a, b on the first day, c begun there and gone on with on the second, then d. Machine B: e on the first day; broken on the last. */
const plan: PlanView = {
  id: 'p', providerId: 'x', providerName: 'x', from: '2026-07-31', to: '2026-08-02', status: 'DRAFT', version: 1, madeBy: 'u', recordedAt: '', seconds: 10, placed: 5, undone: 1,
  machines: [machine('A'), machine('B', [{ from: '2026-08-02', to: '2026-08-02' }])],
  stops: [
    stop('d', 'A', '2026-08-01', 2, 12, 60),
    stop('b', 'A', '2026-07-31', 2, 10, 120),
    stop('a', 'A', '2026-07-31', 1, 7.5, 120),
    stop('c', 'A', '2026-07-31', 3, 14, 180, { interrupted: true }),
    stop('c', 'A', '2026-08-01', 1, 7.5, 240),
    stop('e', 'B', '2026-07-31', 1, 11, 60),
  ],
  undoneOrders: [{ orderId: 'f', reasonCode: 'NO_TIME_LEFT', sentence: '' }],
  orders: ['a', 'b', 'c', 'd', 'e', 'f'].map(order),
  weather: [], problems: [],
}
const days = daysOf(plan)
const rows = rowsOf(plan, days, { from: 7, to: 17 })

test('a plan has all its days, over the end of a month', () => {
  assert.deepEqual(days, ['2026-07-31', '2026-08-01', '2026-08-02'])
})

test('the hours shown hold all work and the way to it, and never leave the day', () => {
  assert.deepEqual(hoursOf(plan.stops), { from: 7, to: 17 })
  assert.deepEqual(hoursOf([stop('a', 'A', '2026-07-31', 1, 0.25, 1600)]), { from: 0, to: 24 })
  assert.deepEqual(hoursOf([]), { from: 7, to: 17 })
})

test('small fields get wider hours, within bounds', () => {
  assert.equal(hourWidth(plan.stops, 1), 64)
  assert.equal(hourWidth([stop('a', 'A', '2026-07-31', 1, 8, 12)], 1), 280)
  assert.equal(hourWidth([stop('a', 'A', '2026-07-31', 1, 8, 1)], 1), 360)
  assert.equal(hourWidth([], 5), 13)
})

test('bars lie where their hours are, the way before them', () => {
  const bars = rows[0]!.bars
  assert.deepEqual(bars.map((bar) => bar.stop.orderId), ['a', 'b', 'c', 'c', 'd'])
  const third = 1 / 3
  assert.ok(Math.abs(bars[0]!.left - third * 0.05) < 1e-9)
  assert.ok(Math.abs(bars[0]!.width - third * 0.2) < 1e-9)
  assert.ok(Math.abs(bars[0]!.driveWidth - third * 0.05) < 1e-9)
  assert.ok(Math.abs(bars[4]!.left - third * 1.5) < 1e-9)
  assert.deepEqual(bars.map((bar) => bar.isFirst), [true, true, true, false, true])
  assert.equal(rows[1]!.number, 2)
  assert.equal(rows[1]!.down.length, 1)
  assert.ok(Math.abs(rows[1]!.down[0]!.left - 2 * third) < 1e-9)
})

test('one day alone takes the whole width, and no bar of another day', () => {
  const [row] = rowsOf(plan, ['2026-08-01'], { from: 7, to: 17 })
  assert.deepEqual(row!.bars.map((bar) => bar.stop.orderId), ['c', 'd'])
  assert.equal(row!.bars[0]!.isFirst, false)
  assert.equal(row!.bars[1]!.left, 0.5)
})

test('a dropped order comes before the next one of that day, or at its end; work gone on with is no place', () => {
  const at = (x: number, id = 'e') => dropAt(rows[0]!, days, id, x)
  assert.deepEqual(at(0.001), { orderId: 'e', machineId: 'A', beforeOrderId: 'a', day: '2026-07-31' })
  assert.equal(at(0.12).beforeOrderId, 'b')
  assert.equal(at(0.33).beforeOrderId, null)
  assert.deepEqual(at(0.35), { orderId: 'e', machineId: 'A', beforeOrderId: 'd', day: '2026-08-01' })
  assert.equal(at(0.35, 'd').beforeOrderId, null)
  assert.equal(at(1).day, '2026-08-02')
})

test('a move to where the order is already asks for nothing', () => {
  const to = (orderId: string, machineId: string | null, beforeOrderId: string | null, day: string | null) => isIdle(plan, { orderId, machineId, beforeOrderId, day })
  assert.ok(to('a', 'A', 'b', '2026-07-31'))
  assert.ok(to('c', 'A', null, '2026-07-31'))
  assert.ok(!to('a', 'A', 'c', '2026-07-31'))
  assert.ok(!to('a', 'B', 'b', '2026-07-31'))
  assert.ok(!to('d', 'A', null, '2026-08-02'))
  assert.ok(to('f', null, null, null))
  assert.ok(!to('f', 'A', null, null))
})

test('by keyboard an order goes one place, one day or one machine further', () => {
  const to = (id: string, step: Parameters<typeof stepOf>[2]) => {
    const move = stepOf(plan, id, step)
    return move && `${move.machineId} ${move.beforeOrderId} ${move.day}`
  }
  assert.equal(to('b', 'earlier'), 'A a 2026-07-31')
  assert.equal(to('a', 'earlier'), null)
  assert.equal(to('d', 'earlier'), 'A null 2026-07-31')
  assert.equal(to('a', 'later'), 'A c 2026-07-31')
  assert.equal(to('b', 'later'), 'A null 2026-07-31')
  assert.equal(to('c', 'later'), 'A d 2026-08-01')
  assert.equal(to('e', 'up'), 'A c 2026-07-31')
  assert.equal(to('b', 'down'), 'B e 2026-07-31')
  assert.equal(to('d', 'down'), 'B null 2026-08-01')
  assert.equal(to('e', 'down'), null)
  assert.equal(to('f', 'up'), null)
})

test('orders begun before are not of the day on which they are gone on with', () => {
  assert.deepEqual(ordersOf(plan, 'A', '2026-07-31'), ['a', 'b', 'c'])
  assert.deepEqual(ordersOf(plan, 'A', '2026-08-01'), ['d'])
})

test('a difference is said as dearer, cheaper or the same', () => {
  assert.deepEqual(costWord(12_345), { key: 'dispatch.dearer', fen: 12_345 })
  assert.deepEqual(costWord(-1), { key: 'dispatch.cheaper', fen: 1 })
  assert.deepEqual(costWord(0), { key: 'dispatch.same', fen: 0 })
})

test('changes of a plan are named by what they change', () => {
  const kind = (firstMachineId: string | null, firstDay: string | null, secondMachineId: string | null, secondDay: string | null) => kindOf({ orderId: 'a', firstMachineId, firstDay, secondMachineId, secondDay })
  assert.equal(kind(null, null, 'A', '1'), 'added')
  assert.equal(kind('A', '1', null, null), 'dropped')
  assert.equal(kind('A', '1', 'B', '1'), 'machine')
  assert.equal(kind('A', '1', 'A', '2'), 'day')
  assert.equal(kind('A', '1', 'B', '2'), 'machineAndDay')
})

test('an order that must be done and is not any more counts apart from the money', () => {
  const cost = (undoneMust: number) => ({ totalFen: 0, lateFen: 0, travelFen: 0, machineFen: 0, undoneFen: 0, undoneMust })
  assert.equal(undoneDifference({ allowed: true, differenceFen: 0, before: cost(1), after: cost(3), violations: [] }), 2)
})

test('every machine and day with work has its sheet, sums on it', () => {
  const sheets = sheetsOf(plan, days)
  assert.deepEqual(sheets.map((s) => `${s.day} ${s.machineId} ${s.stops.map((one) => one.stop.orderId).join('')}`), ['2026-07-31 A abc', '2026-07-31 B e', '2026-08-01 A cd'])
  assert.equal(sheets[0]!.mu, 21)
  assert.equal(sheets[0]!.driveMinutes, 90)
  assert.equal(sheets[0]!.workMinutes, 420)
})
