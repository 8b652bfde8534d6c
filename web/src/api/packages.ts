// Service packages: several operations at one price with one promise, as the server tells them.
import type { Given } from './bundles'
import type { ConfirmationKind, Operation } from './types'

export type PromiseKind = 'YIELD' | 'COVERAGE' | 'ON_TIME'
export type PackageState = 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN'

export interface PackageItem {
  id: string
  seriesId: string
  versionNo: number
  season: number
  name: string
  leadProviderId?: string | null
  leadVillage?: string | null
  promise: { kind: PromiseKind; value?: number | null; refundFenPerMu: number; text: string }
  createdBy: string
  createdAt: string
  state: PackageState
  operations: { operation: Operation; providerId: string; windowFrom: string; windowTo: string; weight: number }[]
  villages: string[]
  agreed: string[]
  /** The price by operation adds up to the step's. */
  stepPrices: { minCentimu: number; fenPerMu: number; operationFenPerMu: number[] }[]
  providerNames: Record<string, string>
  changeable: boolean
}

export interface PackageDetail extends PackageItem {
  events: { status: PackageState; byUsername: string; at: string; reason: string }[]
}

export interface StepQuote {
  minCentimu: number
  fenPerMu: number
  fields: { fieldId: string; fieldName: string; payableCentimu: number; operationFen: number[]; fen: number }[]
  fen: number
}

export interface Taking {
  id: string
  packageId: string
  packageName: string
  packageVersion: number
  villageCode: string
  householdId: string
  householdNameMasked?: string | null
  confirmationKind: ConfirmationKind
  confirmationNote: string
  takenBy: string
  takenAt: string
  withdrawnBy?: string | null
  withdrawnAt?: string | null
  withdrawnReason?: string | null
}

export interface TakingDetail extends Taking {
  consent?: Given | null
  fields: { fieldId: string; fieldName: string; payableCentimu: number; singleFen: number }[]
  needs: { needId: string; position: number; fieldId: string; fieldName: string }[]
  singleFen: number
}

export interface Refund {
  id: string
  takingId: string
  fieldId: string
  fieldName: string
  position?: number | null
  measured?: number | null
  decision: 'GRANTED' | 'REFUSED'
  amountFen: number
  payerProviderId?: string | null
  payerVillage?: string | null
  why: string
  reason: string
  transactionId?: string | null
  decidedBy: string
  decidedAt: string
}

export interface PromiseField {
  fieldId: string
  fieldName: string
  payableCentimu: number
  amountFen: number
  standing: 'KEPT' | 'BROKEN' | 'OPEN' | 'ASKED'
  position?: number | null
  payerProviderId?: string | null
  payerVillage?: string | null
  why: string[]
}

export interface PromiseView {
  fields: PromiseField[]
  decided: Refund[]
}
