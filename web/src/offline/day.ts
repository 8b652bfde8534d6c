// An operator's day: what the server told, with what was tapped here since. Pure functions.
import type { Geometry } from 'geojson'
import { bySeq, type Queued } from './queue.ts'

export type StepKind = 'START' | 'PAUSE' | 'GO_ON' | 'DONE' | 'PROBLEM' | 'INSIST'
export type WorkState = 'NOT_BEGUN' | 'WORKING' | 'PAUSED' | 'DONE'
export const PROBLEMS = ['MACHINE_BROKEN', 'FIELD_WET', 'NO_WAY_IN', 'NOT_READY', 'WRONG_FIELD', 'STOPPED', 'OTHER'] as const
export type ProblemKind = (typeof PROBLEMS)[number]

export interface Place { lon: number; lat: number }
export interface OwnMachine { id: string; name: string; kind: string; depotLon: number; depotLat: number }
export interface CabStop {
  orderId: string
  number: string
  machineId: string
  day: string
  sequence: number
  startHour: number
  workMinutes: number
  goesOn: boolean
  operation: string
  fieldName: string
  parcelCodes: string[]
  mu: number
  orderMu: number
  villageName: string
  farmer: string | null
  lon: number | null
  lat: number | null
  shape: Geometry | null
  windowFrom: string
  windowTo: string
  wanted: string
  leaders: string[]
  state: WorkState
  begunAt: string | null
  problem: string | null
}
export interface CabData { asOf: string; today: string; machines: OwnMachine[]; stops: CabStop[] }

export interface StepBody extends Record<string, unknown> { orderId: string; lon?: number; lat?: number; problem?: ProblemKind; note?: string }
export interface QueuedStep extends Queued {
  kind: StepKind
  body: StepBody
}

/** What of a step goes to the server; the same every time it is sent. */
export const wireStep = ({ id, seq, kind, madeAt, body }: QueuedStep) => ({ id, seq, kind, at: madeAt, ...body })

/** As the server counts: a start reopens nothing, going on does. */
export function stateAfter(state: WorkState, kind: StepKind): WorkState {
  switch (kind) {
    case 'START':
      return state === 'NOT_BEGUN' ? 'WORKING' : state
    case 'PAUSE':
      return state === 'DONE' ? state : 'PAUSED'
    case 'GO_ON':
      return 'WORKING'
    case 'DONE':
      return 'DONE'
    case 'PROBLEM':
    case 'INSIST':
      return state
  }
}

/** What the server told, with the steps that it had not heard of by then. */
export function withSteps(data: CabData, steps: QueuedStep[]): CabStop[] {
  const fresh = steps.filter((s) => s.state === 'WAITING' || (s.state === 'DONE' && (s.answer?.receivedAt ?? '') > data.asOf)).sort(bySeq)
  return data.stops.map((stop) => {
    const own = fresh.filter((s) => s.body.orderId === stop.orderId)
    const problem = own.reduce<string | null>((last, s) => (s.kind === 'PROBLEM' ? (s.body.problem ?? null) : s.kind === 'PAUSE' || s.kind === 'INSIST' ? last : null), stop.problem)
    return { ...stop, state: own.reduce((state, s) => stateAfter(state, s.kind), stop.state), problem }
  })
}

/** The work that he is at, else the first that is not done; an order that takes several days stands once, at its first day. */
export function nextStop(stops: CabStop[], chosen?: string): CabStop | null {
  const open = stops.filter((s) => s.state !== 'DONE')
  return open.find((s) => s.orderId === chosen) ?? open.find((s) => s.state === 'WORKING') ?? open.find((s) => s.state === 'PAUSED') ?? open[0] ?? null
}

const EARTH_METERS = 6_371_000
const radians = (degrees: number) => (degrees * Math.PI) / 180
const SIDES = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const
export type Side = (typeof SIDES)[number]

/** Great-circle distance in metres, and the side of the compass that lies there. */
export function wayTo(from: Place, to: Place): { meters: number; side: Side } {
  const north = radians(to.lat - from.lat)
  const east = radians(to.lon - from.lon)
  const a = Math.sin(north / 2) ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(east / 2) ** 2
  const meters = 2 * EARTH_METERS * Math.asin(Math.min(1, Math.sqrt(a)))
  const y = Math.sin(east) * Math.cos(radians(to.lat))
  const x = Math.cos(radians(from.lat)) * Math.sin(radians(to.lat)) - Math.sin(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.cos(east)
  const turn = (Math.atan2(y, x) * 4) / Math.PI
  return { meters, side: SIDES[((Math.round(turn) % 8) + 8) % 8] ?? 'N' }
}

/** Where he comes from when his phone does not say where he is: the last parcel that is done, else where the machine stands. */
export function lastPlace(data: CabData, stops: CabStop[], next: CabStop): Place | null {
  const before = stops.slice(0, stops.indexOf(next)).filter((s) => s.state === 'DONE' && s.orderId !== next.orderId && s.machineId === next.machineId)
  const last = before.reverse().find((s) => s.lon !== null && s.lat !== null)
  if (last?.lon != null && last.lat != null) return { lon: last.lon, lat: last.lat }
  const machine = data.machines.find((m) => m.id === next.machineId)
  return machine ? { lon: machine.depotLon, lat: machine.depotLat } : null
}
