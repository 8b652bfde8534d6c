// A draft while it is talked about, its price, what members say, and who wants out; as the server tells it.
import type { Geometry } from 'geojson'
import type { ConfirmationKind, Need, Operation } from './types'

/** What is filled in about a confirmation; the server keeps only what fits the kind. */
export interface Confirming {
  kind: string
  note: string
  witnessName: string
  witnessRole: string
  smsCodeId: string
  lon: number | null
  lat: number | null
}

export const confirming = (kind = 'SIGNATURE'): Confirming => ({ kind, note: '', witnessName: '', witnessRole: '', smsCodeId: '', lon: null, lat: null })

/** As the server wants it: nothing that was left empty. */
export function confirmed(c: Confirming): Record<string, unknown> {
  return {
    kind: c.kind,
    note: c.note.trim() || undefined,
    ...(c.kind === 'WITNESS' ? { witnessName: c.witnessName.trim() || undefined, witnessRole: c.witnessRole.trim() || undefined } : {}),
    ...(c.kind === 'SMS' ? { smsCodeId: c.smsCodeId || undefined } : {}),
    ...(c.lon !== null && c.lat !== null ? { lon: c.lon, lat: c.lat } : {}),
  }
}

export interface Given {
  kind: ConfirmationKind
  witnessNameMasked?: string | null
  witnessRole?: string | null
  phoneMasked?: string | null
  lon?: number | null
  lat?: number | null
  recordedBy: string
  recordedAt: string
}

export interface NeedDetail extends Need {
  consent?: Given | null
  events: { status: string; byUsername: string; at: string; reason: string }[]
}

export interface OutNeed {
  needId: string
  fieldId: string
  fieldName: string
  cultivatorNameMasked?: string | null
  householdId?: string | null
  areaSquareMeters: number
  windowFrom: string
  windowTo: string
  distanceMeters: number
  adjoins: boolean
  daysInCommon: boolean
  sameOffer: boolean
  draftId?: string | null
  geometry: Geometry
}

export interface BridgeField {
  fieldId: string
  fieldName: string
  cultivatorNameMasked?: string | null
  householdId?: string | null
  areaSquareMeters: number
  connects: string[]
  gainSquareMeters: number
  geometry: Geometry
}

export interface Surroundings {
  gapMeters: number
  out: OutNeed[]
  bridges: BridgeField[]
}

export interface BundleFigures {
  windowFrom: string
  windowTo: string
  areaSquareMeters: number
  contiguousSquareMeters: number
  needCount: number
  belowThreshold: boolean
}

export interface BundleChange {
  before: BundleFigures
  after: BundleFigures
  apartNeedIds: string[]
  done: boolean
}

export interface PriceStep { minCentimu: number; fenPerMu: number }
export interface PriceNext { minCentimu: number; missingCentimu: number; fenPerMu: number; savingFen: number }
export interface PriceCurve {
  bundleId: string
  contiguousCentimu: number
  areaCentimu: number
  ofPackage: boolean
  best: PriceStep[]
  fenPerMu?: number | null
  next?: PriceNext | null
  providers: { providerId: string; providerName: string; listedFrom: string; steps: PriceStep[]; fenPerMu: number; next?: PriceNext | null }[]
}

/** The price at a contiguous area: below the first step the first price holds too. */
export function priceAt(steps: PriceStep[], centimu: number): number | null {
  let price = steps[0]?.fenPerMu ?? null
  for (const step of steps) if (step.minCentimu <= centimu) price = step.fenPerMu
  return price
}

export interface BundleObjection {
  id: string
  bundleId: string
  villageCode: string
  householdId: string
  householdNameMasked?: string | null
  text: string
  filedBy: string
  filedAt: string
  outcome?: 'UPHELD' | 'REJECTED' | 'LAPSED' | null
  answer?: string | null
  answeredBy?: string | null
  answeredAt?: string | null
}

export interface Withdrawal {
  id: string
  needId: string
  villageCode: string
  householdId?: string | null
  bundleId?: string | null
  reason: string
  confirmationKind: ConfirmationKind
  confirmationNote: string
  askedBy: string
  askedAt: string
  /** BOUND: a contract held it, so it was refused at once; the office is told and answers. */
  outcome?: 'DONE' | 'GRANTED' | 'REFUSED' | 'LAPSED' | 'BOUND' | null
  answer?: string | null
  answeredBy?: string | null
  answeredAt?: string | null
  /** Why it was BOUND, in the reader's language. */
  refusal?: string | null
  fieldName: string
  operation: Operation
  areaSquareMeters: number
}

export interface Membership {
  bundleId: string
  operation: Operation
  windowFrom: string
  windowTo: string
  status: 'DRAFT' | 'CLOSED' | 'DISSOLVED'
  areaSquareMeters: number
  contiguousSquareMeters: number
  needCount: number
  own: { needId: string; householdId?: string | null; fieldName: string; areaSquareMeters: number }[]
  objections: BundleObjection[]
}
