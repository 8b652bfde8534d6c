// A plan as it is drawn and said: bars on a time line, where a dropped bar falls, what a change means.
import type { MoveView, OrderChange, PlanMove, PlanOrder, PlanStop, PlanView } from '../api/dispatch.ts'

/** Told apart with and without colour: each machine has its number too. */
const COLOURS = ['#1b6ca8', '#b3541e', '#5b7f1e', '#7b3fa0', '#b0186b', '#00767a', '#8a6a00', '#4a4f57'] as const
const LAST_HOUR = 24

export const colourOf = (machineNumber: number): string => COLOURS[(machineNumber - 1) % COLOURS.length] as string

/** The hours that every day of the time line shows. */
export interface Hours {
  from: number
  to: number
}

export interface Bar {
  stop: PlanStop
  order: PlanOrder | undefined
  /** Parts of the whole line, 0..1. */
  left: number
  width: number
  driveWidth: number
  /** The order's later stops are the same order gone on with. */
  isFirst: boolean
}

export interface Row {
  machineId: string
  name: string
  /** From 1, in the plan's order of machines: the same on map, time line and paper. */
  number: number
  bars: Bar[]
  down: { left: number; width: number }[]
}

export const machineNumber = (plan: PlanView, machineId: string): number => plan.machines.findIndex((m) => m.id === machineId) + 1
export const machineName = (plan: PlanView, machineId: string | null | undefined): string => plan.machines.find((m) => m.id === machineId)?.name ?? ''
export const orderOf = (plan: PlanView, orderId: string | null | undefined): PlanOrder | undefined => plan.orders.find((o) => o.id === orderId)

/** All days of the plan, also those without work, as `2026-07-20`. */
export function daysOf(plan: { from: string; to: string }): string[] {
  const days: string[] = []
  for (let at = Date.parse(`${plan.from}T00:00:00Z`); at <= Date.parse(`${plan.to}T00:00:00Z`); at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10))
  return days
}

/** Stops by machine, day and sequence. */
export function inOrder(stops: PlanStop[]): PlanStop[] {
  return [...stops].sort((a, b) => a.machineId.localeCompare(b.machineId) || a.day.localeCompare(b.day) || a.sequence - b.sequence)
}

const endHour = (stop: PlanStop): number => stop.startHour + stop.workMinutes / 60

/** Whole hours around all the work and its ways, an hour for an empty plan too. */
export function hoursOf(stops: PlanStop[]): Hours {
  if (stops.length === 0) return { from: 7, to: 17 }
  const from = Math.floor(Math.min(...stops.map((s) => s.startHour - s.driveMinutes / 60)))
  return { from: Math.max(0, from), to: Math.min(LAST_HOUR, Math.max(Math.ceil(Math.max(...stops.map(endHour))), from + 1)) }
}

/** Pixels of an hour: an order of the middle size can be read, where there is one day also its words. */
export function hourWidth(stops: PlanStop[], days: number): number {
  const minutes = stops.map((s) => s.workMinutes).sort((a, b) => a - b)
  const middle = Math.max(1, minutes[Math.floor(minutes.length / 2)] ?? 60) / 60
  const [least, most, wanted] = days === 1 ? [64, 360, 56] : [13, 60, 8]
  return Math.round(Math.min(most, Math.max(least, wanted / middle)))
}

/** One row per machine; each day takes the same share of the width, and of a day only `hours` are shown. */
export function rowsOf(plan: PlanView, days: string[], hours: Hours): Row[] {
  const length = hours.to - hours.from
  const at = (dayIndex: number, hour: number) => (dayIndex + Math.min(1, Math.max(0, (hour - hours.from) / length))) / days.length
  const orders = new Map(plan.orders.map((o) => [o.id, o]))
  const begun = new Set<string>()
  const rows = new Map<string, Row>(
    plan.machines.map((machine, index) => [
      machine.id,
      {
        machineId: machine.id,
        name: machine.name,
        number: index + 1,
        bars: [],
        down: days.flatMap((day, d) => (machine.down.some((one) => one.from <= day && day <= one.to) ? [{ left: d / days.length, width: 1 / days.length }] : [])),
      },
    ]),
  )
  for (const stop of inOrder(plan.stops)) {
    const isFirst = !begun.has(stop.orderId)
    begun.add(stop.orderId)
    const d = days.indexOf(stop.day)
    if (d < 0) continue
    const left = at(d, stop.startHour)
    rows.get(stop.machineId)?.bars.push({
      stop,
      order: orders.get(stop.orderId),
      left,
      width: at(d, endHour(stop)) - left,
      driveWidth: left - at(d, stop.startHour - stop.driveMinutes / 60),
      isFirst,
    })
  }
  return [...rows.values()]
}

/** Where an order falls that is let go over a row at `x` (0..1 of its width): before the next order of that day, else at the day's end. */
export function dropAt(row: Row, days: string[], orderId: string, x: number): PlanMove {
  const day = days[Math.min(days.length - 1, Math.max(0, Math.floor(x * days.length)))] as string
  const next = row.bars.find((bar) => bar.stop.day === day && bar.isFirst && bar.stop.orderId !== orderId && bar.left + bar.width / 2 > x)
  return { orderId, machineId: row.machineId, beforeOrderId: next?.stop.orderId ?? null, day }
}

/** The orders of a machine's day, each once, in the order in which they begin. */
export function ordersOf(plan: PlanView, machineId: string, day: string): string[] {
  const first = new Map<string, PlanStop>()
  for (const stop of inOrder(plan.stops)) if (!first.has(stop.orderId)) first.set(stop.orderId, stop)
  return [...first.values()].filter((s) => s.machineId === machineId && s.day === day).map((s) => s.orderId)
}

export const firstStopOf = (plan: PlanView, orderId: string): PlanStop | undefined => inOrder(plan.stops).find((s) => s.orderId === orderId)

/** Whether the move would leave the order where it is. */
export function isIdle(plan: PlanView, move: PlanMove): boolean {
  const stop = firstStopOf(plan, move.orderId)
  if (!stop) return move.machineId === null
  if (stop.machineId !== move.machineId || stop.day !== move.day) return false
  const orders = ordersOf(plan, stop.machineId, stop.day)
  return (orders[orders.indexOf(move.orderId) + 1] ?? null) === move.beforeOrderId
}

export type Step = 'earlier' | 'later' | 'up' | 'down'

/** One step by keyboard: a place earlier or later on its day (then the day before or after), or to the machine above or below. */
export function stepOf(plan: PlanView, orderId: string, step: Step): PlanMove | null {
  const stop = firstStopOf(plan, orderId)
  if (!stop) return null
  const days = daysOf(plan)
  if (step === 'up' || step === 'down') {
    const other = plan.machines[machineNumber(plan, stop.machineId) - 1 + (step === 'up' ? -1 : 1)]
    if (!other) return null
    const later = plan.stops.filter((s) => s.machineId === other.id && s.day === stop.day && s.startHour > stop.startHour).sort((a, b) => a.sequence - b.sequence)
    const starts = ordersOf(plan, other.id, stop.day)
    return { orderId, machineId: other.id, beforeOrderId: later.find((s) => starts.includes(s.orderId))?.orderId ?? null, day: stop.day }
  }
  const orders = ordersOf(plan, stop.machineId, stop.day)
  const at = orders.indexOf(orderId)
  const move = (day: string | undefined, beforeOrderId: string | undefined): PlanMove | null => (day === undefined ? null : { orderId, machineId: stop.machineId, beforeOrderId: beforeOrderId ?? null, day })
  if (step === 'earlier') return at > 0 ? move(stop.day, orders[at - 1]) : move(days[days.indexOf(stop.day) - 1], undefined)
  const dayAfter = days[days.indexOf(stop.day) + 1]
  return at < orders.length - 1 ? move(stop.day, orders[at + 2]) : move(dayAfter, dayAfter === undefined ? undefined : ordersOf(plan, stop.machineId, dayAfter)[0])
}

/** A sentence by its key in the message files, and how much money it speaks of. */
export interface CostWord {
  key: 'dispatch.dearer' | 'dispatch.cheaper' | 'dispatch.same'
  fen: number
}

export function costWord(differenceFen: number): CostWord {
  if (differenceFen === 0) return { key: 'dispatch.same', fen: 0 }
  return { key: differenceFen > 0 ? 'dispatch.dearer' : 'dispatch.cheaper', fen: Math.abs(differenceFen) }
}

export const COST_PARTS = ['lateFen', 'travelFen', 'machineFen', 'undoneFen', 'totalFen'] as const

export type ChangeKind = 'added' | 'dropped' | 'machineAndDay' | 'machine' | 'day'

export function kindOf(change: OrderChange): ChangeKind {
  if (!change.firstMachineId) return 'added'
  if (!change.secondMachineId) return 'dropped'
  const other = change.firstMachineId !== change.secondMachineId
  if (other && change.firstDay !== change.secondDay) return 'machineAndDay'
  return other ? 'machine' : 'day'
}

/** More orders done or undone by a move than before; those that must be done count most. */
export function undoneDifference(move: MoveView): number {
  return move.after.undoneMust - move.before.undoneMust
}

export interface Sheet {
  day: string
  machineId: string
  stops: { stop: PlanStop; order: PlanOrder | undefined }[]
  mu: number
  driveMinutes: number
  workMinutes: number
}

/** One sheet of paper for every machine and day that has work, by day, then in the plan's order of machines. */
export function sheetsOf(plan: PlanView, days: string[]): Sheet[] {
  const orders = new Map(plan.orders.map((o) => [o.id, o]))
  const stops = inOrder(plan.stops)
  return days.flatMap((day) =>
    plan.machines.flatMap((machine) => {
      const own = stops.filter((s) => s.day === day && s.machineId === machine.id)
      if (own.length === 0) return []
      const sum = (of: (s: PlanStop) => number) => own.reduce((total, s) => total + of(s), 0)
      return [{ day, machineId: machine.id, stops: own.map((stop) => ({ stop, order: orders.get(stop.orderId) })), mu: sum((s) => s.mu), driveMinutes: sum((s) => s.driveMinutes), workMinutes: sum((s) => s.workMinutes) }]
    }),
  )
}
