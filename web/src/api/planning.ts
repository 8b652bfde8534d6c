export interface Week {
  operation: string
  monday: string
  squareMeters: number
  contractedSquareMeters: number
  doneCentimu: number
  plannedCentimu: number
  neededHours: number | null
  countyHours: number | null
  availableHours: number
  shortHours: number | null
}
export interface OperationFigures {
  operation: string
  needs: number
  neededSquareMeters: number
  contracts: number
  contractedSquareMeters: number
  doneCentimu: number
  coverage: number | null
  grossFen: number
  subsidyFen: number
}
export interface PlanningSeason {
  season: number
  operations: OperationFigures[]
  mechanisation: {
    farmedSquareMeters: number
    ploughableSquareMeters: number
    sownSquareMeters: number
    recordedSquareMeters: number
    denominator: 'FARMED' | 'MIXED' | 'SOWN'
    ploughing: number
    planting: number
    harvest: number
    rate: number
  }
  gain: { collectivesFen: number; gainFen: number; gaining: number; appeals: number; disputes: number }
}
export interface Part {
  code: string
  neededSquareMeters: number
  contractedSquareMeters: number
  doneCentimu: number
  grossFen: number
  subsidyFen: number
  collectivesFen: number
  gainFen: number
  gaining: number
  disputes: number
  shortSquareMeters: number
  mechanisation: number
  mechanisationBefore: number
}
export interface Planning {
  region: string
  asOf: string
  waiting: number
  hoursPerDay: number
  weeks: Week[]
  current: PlanningSeason
  previous: PlanningSeason
  parts: Part[]
}
export interface PlanningRecord {
  id: string
  label: string
  operation: string | null
  first: string | null
  last: string | null
  amount: number
  link: string
}
export interface PlanningRecords {
  figure: string
  unit: 'MU' | 'FEN' | 'COUNT'
  season: number
  region: string
  operation: string | null
  week: string | null
  asOf: string
  total: number
  parts: { code: string; amount: number }[]
  items: PlanningRecord[]
  next: string | null
}

export interface PlanWeek {
  operation: string
  monday: string
  centimu: number
  shortCentimu: number
}
export interface PlanLine {
  crop: string
  variety: string
  centimu: number
  weeks: PlanWeek[]
}
export interface ProductionPlan {
  id: string
  villageCode: string
  season: number
  edition: number
  agreedEdition: number | null
}
export interface PlanDetail {
  plan: ProductionPlan
  lines: PlanLine[]
  agreedLines: PlanLine[]
  editions: { edition: number; origin: string; reason: string; recordedBy: string; recordedAt: string; agreedBy: string | null; agreedAt: string | null; agreedReason: string | null }[]
  remarks: { id: string; operation: string; monday: string; reason: string; recordedBy: string; recordedAt: string }[]
  landCentimu: number
  mayEdit: boolean
  unknownCrops: string[]
}
export interface CropWindow {
  crop: string
  operation: string
  firstDay: number
  lastDay: number
}
export interface PlanSums {
  season: number
  villages: number
  agreed: number
  drafted: number
  crops: { crop: string; villages: number; centimu: number }[]
}
export interface PlanFile {
  edition: number | null
  rows: { number: number; cells: string[]; problems: string[] }[]
  problems: string[]
}

export const MU = 15 / 10_000

/** Where a number opens. */
/** Nothing lies behind a zero. */
export const linked = (value: number | null, to: string): string | null => (value ? to : null)

export function recordsPath(figure: string, season: number, region: string, more: { operation?: string; week?: string } = {}): string {
  const query = new URLSearchParams({ figure, season: String(season) })
  if (region) query.set('region', region)
  if (more.operation) query.set('operation', more.operation)
  if (more.week) query.set('week', more.week)
  return `/planning/records?${query.toString()}`
}

/** A place's share or area falls into one of these; its word stands beside the colour. */
export const PLACE_CLASSES = [
  { colour: '#ffffff', ink: '#1d231e' },
  { colour: '#fbe3b5', ink: '#1d231e' },
  { colour: '#f0b64a', ink: '#1d231e' },
  { colour: '#8f4a00', ink: '#ffffff' },
] as const
export const RATE_CLASSES = [
  { colour: '#ffffff', ink: '#1d231e' },
  { colour: '#cfe8d2', ink: '#1d231e' },
  { colour: '#6db678', ink: '#1d231e' },
  { colour: '#1d6b2b', ink: '#ffffff' },
] as const

/** 0: none, then up to a quarter, up to a half, above. */
export function classOf(share: number): number {
  if (share <= 0) return 0
  return share <= 0.25 ? 1 : share <= 0.5 ? 2 : 3
}
