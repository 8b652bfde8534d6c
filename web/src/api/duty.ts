// Duty areas as the server tells of them.
import type { FeatureCollection, Geometry } from 'geojson'

export interface DutyCounts {
  id: string
  name: string
  villageCode: string
  households: number
  unassigned: number
  met: number
  dataConfirmed: number
  needEntered: number
  refused: number
  notMet: number
  untouched: number
  done: number
}

export interface DutyProgress {
  season: number
  asOf: string
  total: DutyCounts
  items: DutyCounts[]
  next: string | null
}

export interface DutyArea {
  id: string
  villageCode: string
  name: string
  version: number
  leaderUserIds: string[]
  householdIds: string[]
}

export interface DutyStanding {
  met: boolean
  dataConfirmed: boolean
  needEntered: boolean
  latest: string
  done: boolean
}

export interface DutyHousehold {
  id: string
  code: string
  groupCode: string
  headName: string
  standing: DutyStanding | null
}

export interface DutyGroup {
  groupCode: string
  name: string
  areaId: string | null
  households: number
  placed: number
}

export interface DutyMove {
  id: string
  householdId: string
  householdCode: string
  fromArea: string | null
  toArea: string
  movedBy: string
  movedAt: string
}

export interface DutyParcel {
  id: string
  code: string
  holderCode: string | null
}

export type DutyMapShapes = FeatureCollection<Geometry, { areaId?: string; name?: string; households?: number; done?: number; fields?: number }>

/** The share done in quarters: one meaning of colour on every map of duty areas. */
export const DUTY_CLASSES = [
  { from: 0, colour: '#b3541e', ink: '#fff' },
  { from: 0.25, colour: '#e3a857', ink: '#222' },
  { from: 0.5, colour: '#efe6b0', ink: '#222' },
  { from: 0.75, colour: '#9cc79f', ink: '#222' },
  { from: 1, colour: '#2f7a3f', ink: '#fff' },
] as const

export const shareDone = (row: { households: number; done: number }) => (row.households === 0 ? 0 : row.done / row.households)

/** Index of the class; only what is wholly done is in the last one. */
export const dutyClass = (share: number) => DUTY_CLASSES.reduce((found, one, index) => (share >= one.from ? index : found), 0)
