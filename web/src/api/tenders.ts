// Who is given a bundle: ranking, tenders, awards and free capacity as the server tells them.
import type { Operation } from './types'

export type Fit = 'CAN' | 'SHORT' | 'CANNOT'
export const TENDER_STATUSES = ['RUNNING', 'OPENED', 'AWARDED', 'VOID'] as const
export type TenderStatus = (typeof TENDER_STATUSES)[number]

export interface Match {
  rank: number
  providerId: string
  providerName: string
  fit: Fit
  machines: number
  freeHours: number
  neededHours: number
  distanceKm?: number | null
  fenPerMu?: number | null
  totalFen?: number | null
  orders: number
  directly: boolean
  reasons: string[]
}

export interface AwardLimit {
  id: string
  regionCode?: string | null
  limitFen: number
  source: string
  validFrom: string
  recordedAt: string
  recordedBy: string
}

export interface Tender {
  id: string
  number: string
  bundleId: string
  villageCode: string
  operation: Operation
  season: number
  windowFrom: string
  windowTo: string
  squareMeters: number
  needCount: number
  criteria: string
  deadline: string
  calledBy: string
  calledAt: string
  status: TenderStatus
  invited: number
}

export interface Award {
  id: string
  bundleId: string
  tenderId?: string | null
  villageCode: string
  season: number
  operation: Operation
  providerId: string
  contractId: string
  fenPerMu: number
  totalFen: number
  reason: string
  sha256: string
  awardedBy: string
  awardedAt: string
  objectionsTo: string
  openObjections: number
}

export interface Matches {
  bundleId: string
  status: 'DRAFT' | 'CLOSED' | 'DISSOLVED'
  free: boolean
  matches: Match[]
  limit: AwardLimit
  tenders: Tender[]
  awards: Award[]
}

export interface OwnOffer {
  version: number
  fenPerMu?: number | null
  note?: string | null
  offeredAt: string
  offeredBy: string
}

export interface OpenedOffer {
  providerId: string
  fenPerMu: number
  note: string
  version: number
  offeredAt: string
  match: Match
}

export interface TenderDetail {
  tender: Tender
  now: string
  mayOffer: boolean
  mayOpen: boolean
  invited: { providerId: string; providerName: string }[]
  own: OwnOffer[]
  offers: OpenedOffer[]
  offerCount?: number | null
  waiting: { username: string; role: string; confirmedAt: string }[]
  awardId?: string | null
  events: { status: TenderStatus; byUsername: string; at: string; reason: string }[]
}

export interface Candidate {
  rank: number
  provider: string
  fenPerMu: number
  totalFen: number
  reasons: string[]
  chosen: boolean
}

export interface PublishedAward {
  kind: 'DIRECT' | 'TENDER'
  tenderNumber?: string | null
  villageCode: string
  village: string
  operation: Operation
  season: number
  windowFrom: string
  windowTo: string
  areaMu: string
  fields: number
  criteria?: string | null
  deadline?: string | null
  openedBy: string[]
  candidates: Candidate[]
  compared: number
  chosen: string
  fenPerMu: number
  totalFen: number
  reason: string
  limitFen: number
  limitSource: string
  awardedAt: string
  objectionsTo: string
}

export interface AwardObjection {
  id: string
  householdId?: string | null
  providerId?: string | null
  text: string
  filedAt: string
  filedBy: string
  outcome?: 'UPHELD' | 'REJECTED' | null
  answer?: string | null
  answeredAt?: string | null
}

export interface AwardDetail {
  award: Award
  published: PublishedAward
  ranking?: Candidate[] | null
  mayObject: boolean
  objections: AwardObjection[]
}

export interface Capacity {
  id: string
  providerId: string
  providerName: string
  machineId: string
  operation: Operation
  firstDay: string
  lastDay: string
  regions: string[]
  fenPerMu?: number | null
  note: string
  offeredAt: string
  withdrawnAt?: string | null
}

export interface CapacityProposal {
  bundleId: string
  villageCode: string
  operation: Operation
  windowFrom: string
  windowTo: string
  status: 'DRAFT' | 'CLOSED'
  areaSquareMeters: number
  days: number
  wholeInTime: boolean
  tenderId?: string | null
  tenderNumber?: string | null
}

export interface CapacityDetail extends Capacity {
  machineName: string
  muPerHour: number
  proposals: CapacityProposal[]
}
