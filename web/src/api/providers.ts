// Providers' papers, service areas, records, codes and their machines' upkeep as the server tells them.
import type { Operation } from './types'

export const PAPER_STATES = ['TO_INSPECT', 'VALID', 'ENDING', 'ENDED', 'REFUSED', 'REPLACED'] as const
export type PaperState = (typeof PAPER_STATES)[number]

export interface PaperKind {
  code: string
  name: string
  nameEn: string
  holder: 'PROVIDER' | 'PERSON' | 'MACHINE'
  operations: Operation[]
  warnDays: number
  source: string
  regionCode?: string | null
}

export interface PaperRequirement {
  id: string
  regionCode: string
  kind: string
  operations: Operation[]
  required: boolean
  validFrom: string
  source: string
  recordedBy: string
  recordedAt: string
}

export interface Inspection {
  passed: boolean
  reason: string
  inspectedOn: string
  officeCode: string
  officeName: string
  officeRole: string
  inspector: string
}

export interface Paper {
  id: string
  providerId: string
  providerName: string
  kind: string
  kindName: string
  kindNameEn: string
  holder: PaperKind['holder']
  machineId?: string | null
  machineName?: string | null
  holderNameMasked?: string | null
  numberMasked: string
  issuedBy: string
  validFrom: string
  validTo?: string | null
  state: PaperState
  renewed: boolean
  daysLeft?: number | null
  replaces?: string | null
  reason: string
  recordedBy: string
  recordedAt: string
  inspection?: Inspection | null
}

export interface PaperDetail {
  paper: Paper
  inspections: Inspection[]
  versions: Paper[]
  pieces: number
}

export interface AskedPaper {
  request: { id: string; providerId: string; kind: string; neededTo: string; reason: string; officeCode: string; askedBy: string; askedAt: string; status: 'OPEN' | 'BROUGHT' | 'WITHDRAWN'; paperId?: string | null }
  providerName: string
  kindName: string
  kindNameEn: string
  officeName: string
}

export interface ServiceArea {
  regions: { code: string; name: string; level: string }[]
  version: number
}

export interface ProviderLine {
  id: string
  name: string
  operations: Operation[]
  area: string[]
  areaCodes: string[]
  areaNote: string
  machines: number
  papers?: { valid: number; toInspect: number; ending: number; ended: number; refused: number } | null
}

export const RECORD_FIGURES = ['CONTRACTS', 'TERMINATED', 'DONE', 'MEASURED', 'REFUSED', 'ON_TIME', 'LATE', 'OVERDUE', 'DISPUTES', 'UPHELD', 'DISPUTES_BY', 'PENALTIES', 'REPAIRS'] as const
export type RecordFigure = (typeof RECORD_FIGURES)[number]

export interface Quality {
  operation: Operation
  orders: number
  squareMeters: number
  coverage: number
  overlap: number
}

export interface SeasonRecord {
  season: number
  numbers: Record<RecordFigure, { count: number; sum: number }>
  quality: Quality[]
}

export interface ProviderRecord {
  asOf: string
  seasons: SeasonRecord[]
}

export interface Behind {
  subject: 'contracts' | 'work-orders' | 'disputes' | 'machines'
  id: string
  number: string
  villageCode?: string | null
  operation?: Operation | null
  day: string
  value?: number | null
}

export interface ProviderCode {
  code: string
  madeAt: string
  madeBy: string
  reason: string
}

export interface ProviderCard {
  name: string
  area: string[]
  operations: Operation[]
  papers: { kind: string; name: string; nameEn: string; validFrom: string; validTo?: string | null; inspectedBy: string; officeRole: string; inspectedOn: string }[]
  machines: Record<string, number>
  seasons: { season: number; numbers: Record<RecordFigure, number>; doneCentimu: number; lateDays: number; quality: Quality[] }[]
  asOf: string
}

export interface Upkeep {
  id: string
  machineId: string
  kind: 'REPAIR' | 'SERVICE'
  onDay: string
  engineHours?: number | null
  what: string
  downFrom?: string | null
  downTo?: string | null
  recordedBy: string
  recordedAt: string
  struckBy?: string | null
  struckReason?: string | null
}
