import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastPlace, nextStop, stateAfter, wayTo, wireStep, withSteps, type CabData, type CabStop, type QueuedStep, type StepKind, type WorkState } from '../src/offline/day.js'
import { heldFor, nextBatch } from '../src/offline/queue.js'

const stop = (orderId: string, more: Partial<CabStop> = {}): CabStop => ({ orderId, number: orderId, machineId: 'm', day: '2026-07-10', sequence: 1, startHour: 7, workMinutes: 60, goesOn: false, operation: 'HARVEST', fieldName: orderId, parcelCodes: [], mu: 1, orderMu: 1, villageName: 'v', farmer: null, lon: 110, lat: 27.8, shape: null, windowFrom: '2026-07-10', windowTo: '2026-07-20', wanted: '', leaders: [], state: 'NOT_BEGUN', begunAt: null, problem: null, ...more })
const day = (stops: CabStop[]): CabData => ({ asOf: '2026-07-10T02:00:00Z', today: '2026-07-10', machines: [{ id: 'm', name: 'm', kind: '', depotLon: 109, depotLat: 27 }], stops })
const step = (seq: number, kind: StepKind, orderId: string, more: Partial<QueuedStep> = {}): QueuedStep => ({ seq, id: `s${seq}`, kind, madeAt: '2099-01-01T00:00:00Z', body: { orderId }, state: 'WAITING', answer: null, ...more })
const answered = (at: string) => ({ state: 'DONE' as const, answer: { id: 's', answer: 'DONE' as const, problems: [], theirs: { needs: [], marks: [] }, receivedAt: at } })

test('a start reopens nothing, going on does', () => {
  const after = (...kinds: StepKind[]) => kinds.reduce<WorkState>(stateAfter, 'NOT_BEGUN')
  assert.equal(after('START', 'PAUSE'), 'PAUSED')
  assert.equal(after('DONE', 'START'), 'DONE')
  assert.equal(after('DONE', 'PAUSE'), 'DONE')
  assert.equal(after('START', 'DONE', 'GO_ON'), 'WORKING')
  assert.equal(after('PROBLEM'), 'NOT_BEGUN')
})

test('what was tapped since the server told is shown, in the order in which it was tapped', () => {
  const steps = [step(2, 'DONE', 'a'), step(1, 'START', 'a'), step(3, 'START', 'b', answered('2026-07-10T01:00:00Z')), step(4, 'START', 'c', answered('2026-07-10T03:00:00Z')), step(5, 'DONE', 'c', { state: 'CONFLICT' })]
  const shown = withSteps(day([stop('a'), stop('b'), stop('c')]), steps)
  assert.deepEqual(shown.map((s) => s.state), ['DONE', 'NOT_BEGUN', 'WORKING'])
  const trouble = withSteps(day([stop('a')]), [step(1, 'PROBLEM', 'a', { body: { orderId: 'a', problem: 'FIELD_WET' } }), step(2, 'PAUSE', 'a')])
  assert.equal(trouble[0]?.problem, 'FIELD_WET')
  assert.equal(withSteps(day([stop('a', { problem: 'FIELD_WET' })]), [step(1, 'GO_ON', 'a')])[0]?.problem, null)
  // Whoever stands by what did not count changes nothing by it.
  assert.deepEqual(withSteps(day([stop('a', { problem: 'FIELD_WET' })]), [step(1, 'INSIST', 'a')])[0], stop('a', { problem: 'FIELD_WET' }))
})

test('the work that he is at comes first, then what he chose, then the order of the plan', () => {
  assert.equal(nextStop([stop('a', { state: 'DONE' }), stop('b'), stop('c')])?.orderId, 'b')
  assert.equal(nextStop([stop('a'), stop('b', { state: 'PAUSED' }), stop('c', { state: 'WORKING' })])?.orderId, 'c')
  assert.equal(nextStop([stop('a'), stop('b')], 'b')?.orderId, 'b')
  assert.equal(nextStop([stop('a'), stop('b', { state: 'DONE' })], 'b')?.orderId, 'a')
  assert.equal(nextStop([stop('a', { state: 'DONE' })]), null)
})

test('what is held is not sent and can be taken back, and a clock that jumps holds nothing', () => {
  const held = step(1, 'DONE', 'a', { heldUntil: 10_000 })
  assert.equal(heldFor(held, 4_000), 6_000)
  assert.deepEqual(nextBatch([held, step(2, 'START', 'b')], undefined, undefined, 4_000).map((e) => e.seq), [2])
  assert.deepEqual(nextBatch([held], undefined, undefined, 10_000).map((e) => e.seq), [1])
  assert.equal(heldFor(held, -3_600_000), 0)
  assert.equal(heldFor({ ...held, state: 'DONE' }, 4_000), 0)
  assert.deepEqual(wireStep(held), { id: 's1', seq: 1, kind: 'DONE', at: '2099-01-01T00:00:00Z', orderId: 'a' })
})

test('the way is told from the last field that is done, else from where the machine stands', () => {
  const stops = [stop('a', { state: 'DONE', lon: 110.01 }), stop('b')]
  assert.deepEqual(lastPlace(day(stops), stops, stops[1] as CabStop), { lon: 110.01, lat: 27.8 })
  assert.deepEqual(lastPlace(day(stops), stops.slice(1), stops[1] as CabStop), { lon: 109, lat: 27 })
  const north = wayTo({ lon: 110, lat: 27 }, { lon: 110, lat: 28 })
  assert.equal(north.side, 'N')
  // A degree of latitude on the sphere of 6371 km: 111.19 km.
  assert.ok(Math.abs(north.meters - 111_195) < 1)
  assert.deepEqual([[1, 1], [1, 0], [1, -1], [0, -1], [-1, -1], [-1, 0], [-1, 1]].map(([east, north2]) => wayTo({ lon: 110, lat: 0 }, { lon: 110 + (east ?? 0) / 100, lat: (north2 ?? 0) / 100 }).side), ['NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'])
})
