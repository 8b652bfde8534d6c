// Land that others farm: transfers with their rents, trusteeships with their guarantee, and the register of any day.
import type { Geometry } from 'geojson'
import type { Operation } from './types'

export const TRANSFER_KINDS = ['LEASE', 'SHARE_CONTRIBUTION'] as const
export const TRUSTEE_KINDS = ['VILLAGE', 'ENTITY', 'PROVIDER'] as const
export const TRUST_SCOPES = ['ALL', 'ONE', 'SEVERAL'] as const
export const DUE_STATUS = ['OPEN', 'HELD', 'POSTED'] as const

export interface Rent {
  fenPerMu: number | null
  gramsPerMu: number | null
  grain: string | null
  dueMonth: number
  dueDay: number
}

export interface Agreement {
  id: string
  transfer: {
    parcelId: string
    parcelCode: string
    villageCode: string
    fromHouseholdId: string
    toCultivatorId: string
    kind: string
    validFrom: string
    validTo: string
    areaCentimu: number
  }
  terms: Rent & { areaCentimu: number; renews: string | null }
  end: { endedOn: string; reason: string } | null
  parties: { holderName: string; tenantName: string }
  renewedBy: string | null
}

export interface Due {
  id: string
  transferId: string
  parcelCode: string
  year: number
  from: string
  to: string
  days: number
  fullDays: number
  dueOn: string
  areaCentimu: number
  fenPerMu: number | null
  gramsPerMu: number | null
  grain: string | null
  fenPerKg: number | null
  amountFen: number | null
  returnedFen: number
  status: (typeof DUE_STATUS)[number]
  parties: { holderName: string; tenantName: string }
  reason: string | null
}

export interface RentTotals {
  year: number
  agreements: number
  openFen: number
  open: number
  postedFen: number
  posted: number
  returnedFen: number
  held: number
}

export interface Billed {
  year: number
  billed: number
  billedFen: number
  notYetDue: number
  held: number
}

export interface GrainPrice {
  id: string
  countyCode: string
  grain: string
  fenPerKg: number
  onDate: string
  source: string
}

export interface Trusteeship {
  id: string
  trusteeship: {
    id: string
    villageCode: string
    householdId: string
    trusteeKind: string
    trusteeId: string
    scope: string
    operations: Operation[]
    validFrom: string
    validTo: string
    areaCentimu: number
    feeFenPerMu: number
    guaranteeFenPerMu: number
    endedOn: string | null
    endReason: string | null
    renews: string | null
  }
  householdCode: string
  householdName: string
  trusteeName: string
  renewed: boolean
}

export interface TrustResult {
  season: number
  days: number
  fullDays: number
  areaCentimu: number
  incomeFen: number
  costFen: number
  feeFen: number
  actualFen: number
  guaranteeFen: number
  payFen: number
  differenceFen: number
  paid: boolean
  bookings: { id: string; direction: 'INCOME' | 'COST'; amountFen: number; purpose: string; evidence: string }[]
}

export interface LandEntry {
  land: {
    parcelId: string
    parcelCode: string
    name: string | null
    areaCentimu: number
    holderId: string | null
    holderCode: string | null
    numerator: number
    denominator: number
    fieldId: string | null
    cultivatorId: string | null
    transferId: string | null
    tenantId: string | null
    validTo: string | null
  }
  holderName: string | null
  cultivatorName: string | null
  tenantName: string | null
  rent: Rent | null
  trust: { id: string; trusteeName: string; scope: string } | null
}

export interface LandRegister {
  villageCode: string
  on: string
  known: string
  items: LandEntry[]
  next: string | null
}

export const IDLE_STATUS = ['FOUND', 'OFFERED', 'PROMISED', 'AGREED', 'NOT_IDLE', 'IN_USE'] as const
export const IDLE_GROUNDS = ['NO_CULTIVATOR', 'NO_CROP', 'DECLARED'] as const
export const OFFERED_AS = ['EITHER', 'TRANSFER', 'TRUSTEESHIP'] as const

export interface IdleLand {
  id: string
  land: {
    villageCode: string
    fieldId: string
    season: number
    fieldName: string
    areaSquareMeters: number
    ground: (typeof IDLE_GROUNDS)[number]
    status: (typeof IDLE_STATUS)[number]
    offeredAs: string | null
    offerWords: string | null
    offeredUntil: string | null
    transferId: string | null
    trusteeshipId: string | null
    recordedAt: string
  }
  geometry: Geometry | null
  holders: { parcelId: string; parcelCode: string; householdId: string; householdCode: string; nameMasked: string; numerator: number; denominator: number }[]
  openInterests: number
}

export interface LandInterest {
  id: string
  kind: string
  fenPerMu: number
  words: string
  status: 'OPEN' | 'ACCEPTED' | 'DECLINED'
  answer: string | null
  recordedAt: string
}

export interface LandDraft {
  idleLandId: string
  kind: string
  villageCode: string
  householdId: string | null
  parcelCode: string | null
  fieldId: string
  toCultivatorId: string | null
  trusteeKind: string | null
  trusteeId: string | null
  fenPerMu: number
}

export interface IdleDetail {
  view: IdleLand
  events: { status: string; reason: string; recordedAt: string; recordedBy: string }[]
  interests: { interest: LandInterest; name: string }[]
  draft: LandDraft | null
}

export interface IdleSearched {
  fields: number
  used: number
  found: number
  backInUse: number
  nothingRecorded: boolean
}

export interface IdleVillage {
  villageCode: string
  found: number
  offered: number
  promised: number
  agreed: number
  openSquareMeters: number
}

export interface LandOffer {
  id: string
  villageCode: string
  season: number
  fieldName: string
  areaSquareMeters: number
  geometry: Geometry | null
  open: boolean
  as: string | null
  words: string | null
  until: string | null
  mine: LandInterest[]
}

export interface CropView {
  id: string
  crop: { fieldId: string; crop: string; recordedAt: string; recordedBy: string }
  fieldName: string
  areaSquareMeters: number
}
