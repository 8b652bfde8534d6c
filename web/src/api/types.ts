// Shapes of the REST resources. Areas are square metres or payable centimu (0.01 mu), money is fen, as the names say.
import type { Feature, Geometry } from 'geojson'

export type Role = 'COUNTY' | 'TOWNSHIP' | 'VILLAGE' | 'PROVIDER' | 'HOUSEHOLD'

export const STATIONS = [
  'PARCEL',
  'NEED',
  'BUNDLE',
  'CONTRACT',
  'WORK_ORDER',
  'DISPATCH',
  'TRACK',
  'MEASURED_WORK',
  'ACCEPTANCE',
  'SETTLEMENT',
  'SHARE',
] as const
export type Station = (typeof STATIONS)[number]

export const OPERATIONS = [
  'TILLAGE',
  'SEEDLING_RAISING',
  'TRANSPLANTING',
  'SEEDING',
  'FERTILISING',
  'PLANT_PROTECTION',
  'IRRIGATION',
  'HARVEST',
  'DRYING',
  'SUBSOILING',
  'STRAW_RETURN',
] as const
export type Operation = (typeof OPERATIONS)[number]

export interface User {
  id: string
  username: string
  displayName: string
  role: Role
  regionCode: string | null
  providerId: string | null
  householdId: string | null
  mustChangePassword: boolean
  language: string | null
}

export interface CreatedUser extends User {
  oneTimePassword?: string | null
}

export interface Settings {
  rasterTilesUrl?: string | null
  rasterAttribution?: string | null
}

export interface Region {
  code: string
  name: string
  level: 'COUNTY' | 'TOWNSHIP' | 'VILLAGE' | 'GROUP'
}

export interface Waiting {
  code: string
  count: number
  role: Role
  link: string
}

export interface BoardStation {
  station: Station
  count: number
  mu: number
  yuan: number
  waiting: Waiting[]
}

export interface Board {
  season: number
  stations: BoardStation[]
}

export interface Household {
  id: string
  code: string
  groupCode: string
  nameMasked: string
  phoneMasked: string | null
  memberCount: number
  cultivatorId: string
  version: number
}

export interface HouseholdMember {
  nameMasked: string
  relation: string
  coOwner: boolean
}

export interface ParcelItem {
  id: string
  code: string
  name: string | null
  groupCode?: string
  registeredMu: number | null
  surveyedSquareMeters: number | null
  geodesicSquareMeters: number
}

export interface FieldItem {
  id: string
  villageCode: string
  name: string
  areaSquareMeters: number
  cultivatorId: string | null
  cultivatorNameMasked?: string | null
  geometry?: Geometry
}

export interface HouseholdDetail extends Household {
  members: HouseholdMember[]
  parcels: ParcelItem[]
  fields: FieldItem[]
}

export interface TenureShare {
  householdId: string
  householdCode: string
  nameMasked: string | null
  numerator: number
  denominator: number
  validFrom?: string
  validTo?: string | null
}

export interface ParcelVersion {
  validFrom: string
  validTo: string | null
  recordedAt: string
  registeredMu?: number | null
}

export interface ArchiveEntry {
  id?: string
  operation: Operation
  season: number
  day: string
  payableCentimu: number
  coverage?: number | null
  workOrderId: string
  supersededAt?: string | null
}

export interface Parcel extends ParcelItem {
  geometry: Geometry
  tenure: TenureShare[]
  fields: FieldItem[]
  versions: ParcelVersion[]
  archive: ArchiveEntry[]
  version: number
}

export interface Field extends FieldItem {
  geometry: Geometry
  parcels: { id: string; code: string }[]
  version: number
}

export interface Cultivator {
  id: string
  kind: string
  nameMasked: string
  villageCode: string
  householdId: string | null
}

export interface RowProblem {
  row: number | null
  code: string
  severity: 'ERROR' | 'WARNING'
  field: string | null
  message: string
}

export interface ImportRun {
  id: string
  status: 'DRY_RUN' | 'DONE' | 'REJECTED' | 'UNDONE'
  fileName?: string | null
  rows: number
  parcels: number
  areaSquareMeters: number
  problems: RowProblem[]
  createdAt?: string
}

export const CONFIRMATIONS = ['SIGNATURE', 'PHOTO', 'VOICE', 'SMS', 'WITNESS', 'SELF'] as const
export type ConfirmationKind = (typeof CONFIRMATIONS)[number]

export interface Need {
  id: string
  fieldId: string
  fieldName: string | null
  villageCode: string
  cultivatorId: string
  cultivatorNameMasked: string | null
  operation: Operation
  windowFrom: string
  windowTo: string
  season: number
  areaSquareMeters: number
  status: 'OPEN' | 'BUNDLED' | 'CANCELLED'
  confirmation: { kind: ConfirmationKind; note: string | null } | null
  cancelReason: string | null
}

export interface Bridge {
  fieldIds: string[]
  resultSquareMeters: number
}

export interface Leftover {
  needId: string
  fieldId: string
  fieldName?: string | null
  areaSquareMeters: number
  bridges: Bridge[]
}

export interface BundleItem {
  id: string
  villageCode: string
  operation: Operation
  season: number
  windowFrom: string
  windowTo: string
  areaSquareMeters: number
  needCount: number
  status: 'DRAFT' | 'CLOSED' | 'DISSOLVED'
  belowThreshold: boolean
}

export interface Bundle extends BundleItem {
  gapMeters: number
  thresholdMu: number
  needs: {
    needId: string
    fieldId: string
    fieldName?: string | null
    cultivatorNameMasked?: string | null
    areaSquareMeters: number
    geometry?: Geometry
  }[]
  outline: Geometry | null
}

export interface Proposal {
  bundles: { id: string; areaSquareMeters: number; needs: number | string[]; windowFrom: string; windowTo: string }[]
  leftovers: Leftover[]
}

export interface Provider {
  id: string
  name: string
  contactNameMasked: string | null
  phoneMasked: string | null
  serviceArea: string | null
  version: number
}

export interface Price {
  operation: Operation
  minAreaMu: number
  fenPerMu: number
  validFrom?: string
  validTo?: string | null
}

export interface Machine {
  id: string
  providerId: string
  name: string
  kind: string
  plate: string | null
  widthMeters: number
}

export type ContractStatus = 'DRAFT' | 'SENT' | 'SIGNED' | 'IN_WORK' | 'FULFILLED' | 'TERMINATED'

export interface ContractItem {
  id: string
  number: string
  villageCode: string
  providerId: string
  providerName: string
  bundleId: string
  operation: Operation
  season: number
  windowFrom: string
  windowTo: string
  areaSquareMeters: number
  singlePriceFenPerMu: number
  bundlePriceFenPerMu: number
  serviceFeeFenPerMu: number
  status: ContractStatus
}

export interface ContractEvent {
  kind: string
  at: string
  by: string | null
  reason: string | null
}

export interface Contract extends ContractItem {
  text: string
  events: ContractEvent[]
  needs: {
    needId: string
    fieldId: string
    fieldName?: string | null
    cultivatorId: string
    cultivatorNameMasked?: string | null
    areaSquareMeters: number
  }[]
  progress: { total: number; decided: number; accepted: number } | null
}

export interface SettlementLine {
  cultivatorId: string
  nameMasked: string
  fieldName: string
  workOrderId?: string
  payableCentimu: number
  singlePriceFenPerMu: number
  grossFen: number
  gainShareFen: number
  subsidyFen: number
  netFen: number
}

export interface SettlementSheet {
  contractId: string
  run: number
  settledAt: string | null
  lines: SettlementLine[]
  providerPayoutFen: number
  villageFeeFen: number
  totals: { payableCentimu: number; grossFen: number; gainShareFen: number; subsidyFen: number; netFen: number }
  checkFen: number
}

export type WorkOrderStatus =
  | 'ISSUED'
  | 'PLANNED'
  | 'REFUSED_BY_PROVIDER'
  | 'CANCELLED'
  | 'MEASURED'
  | 'ACCEPTED'
  | 'ACCEPTED_IN_PART'
  | 'IN_REVIEW'
  | 'REFUSED'

export const WORK_ORDER_STATUSES: WorkOrderStatus[] = [
  'ISSUED',
  'PLANNED',
  'REFUSED_BY_PROVIDER',
  'CANCELLED',
  'MEASURED',
  'ACCEPTED',
  'ACCEPTED_IN_PART',
  'IN_REVIEW',
  'REFUSED',
]

export interface WorkOrder {
  id: string
  number: string
  contractId: string
  needId: string
  fieldId: string
  fieldName?: string | null
  villageCode: string
  providerId: string
  providerName?: string | null
  cultivatorId: string
  cultivatorNameMasked?: string | null
  operation: Operation
  windowFrom: string
  windowTo: string
  areaSquareMeters: number
  status: WorkOrderStatus
  refusalReason: string | null
  cancelReason?: string | null
  plannedMachineId: string | null
  plannedDay: string | null
  version: number
}

export interface PlanStop {
  machineId: string
  day: string
  sequence: number
  workOrderId: string
  startHour: number
  driveMinutes: number
  workMinutes: number
}

export interface DispatchPlan {
  id: string
  providerId: string
  from: string
  to: string
  createdAt: string
  stops: PlanStop[]
  unassigned: { workOrderId: string; reasonCode: string; reason?: string }[]
}

export interface Measurement {
  id: string
  trackLogIds: string[]
  parameters: Record<string, unknown>
  engineVersion: string
  inputSha256: string
  grossSquareMeters: number
  netSquareMeters: number
  overlapSquareMeters: number
  coveredSquareMeters: number
  missedSquareMeters: number
  outsideSquareMeters: number
  fieldSquareMeters: number
  coverage: number
  measuredAt: string
}

export type Decision = 'ACCEPTED' | 'ACCEPTED_IN_PART' | 'TO_REVIEW' | 'REFUSED'

export interface Acceptance {
  id: string
  decision: Decision
  payableCentimu: number
  reasonCode: string
  reason: string
  decidedBy: string | null
  decidedAt: string
  measurementId: string | null
  supersedes: string | null
}

export interface Appeal {
  id: string
  workOrderId: string
  reason: string
  status: string
  outcome: 'CHANGED' | 'UNCHANGED' | null
  raisedAt: string
}

export interface MeasuredWork {
  measurements: Measurement[]
  acceptances: Acceptance[]
  appeals: Appeal[]
}

export type WorkGeometryKind = 'covered' | 'overlap' | 'missed' | 'track' | 'field'

export interface Fund {
  id: string
  name: string
  operation: Operation
  season: number
  budgetFen: number
  paidFen: number
  leftFen: number
  fenPerMu: number
  minCoverage: number
  capFenPerCultivator: number | null
}

export interface FundClaim {
  id: string
  workOrderId: string
  cultivatorNameMasked: string | null
  claimedFen: number
  paidFen: number
  reason: string | null
  at: string
}

export interface FundDetail extends Fund {
  claims: FundClaim[]
}

export interface Account {
  id: string
  kind: 'CULTIVATOR' | 'PROVIDER' | 'VILLAGE' | 'GAIN_POOL' | 'FUND' | 'TREASURY' | 'BANK'
  ownerId: string
  ownerName: string | null
  balanceFen: number
}

export interface Posting {
  id: string
  accountId: string
  accountKind: Account['kind']
  ownerName: string | null
  amountFen: number
  balanceFen?: number
  businessKey: string
  transactionId: string
  at?: string
}

export interface LedgerTransaction {
  id: string
  key: string
  kind: string
  recordedAt: string
  postings: Posting[]
}

export interface AuditChain {
  posting: Posting
  transaction: { id: string; key: string; kind: string; recordedAt: string }
  acceptance: (Acceptance & { workOrderId: string }) | null
  measurement: Measurement | null
  tracks: { id: string; sha256: string; format: string; fileName?: string | null }[]
}

export interface Objection {
  id: string
  text: string
  householdNameMasked: string | null
  raisedAt: string
  answer: string | null
  outcome: 'UPHELD' | 'REJECTED' | null
}

export interface NoticeItem {
  id: string
  villageCode: string
  season: number
  publishedAt: string
  deadline: string
  status: 'PUBLISHED' | 'CLOSED'
  openObjections: number
}

export interface Notice extends NoticeItem {
  lines: (SettlementLine & { operation: Operation })[]
  totals: SettlementSheet['totals']
  objections: Objection[]
}

export interface StatementLine {
  workOrderId?: string
  operation: Operation
  date: string | null
  fieldName: string
  areaSquareMeters: number
  measuredSquareMeters: number | null
  coverage: number | null
  payableCentimu: number
  priceFenPerMu: number
  grossFen: number
  gainShareFen: number
  subsidyFen: number
  netFen: number
  reason: string | null
}

export interface Statement {
  household: { id: string; code: string; name: string; villageCode: string; groupCode: string }
  season: number
  lines: StatementLine[]
  sums: { payableCentimu: number; grossFen: number; gainShareFen: number; subsidyFen: number; netFen: number }
  paymentsFen: number
  dueFen: number
}

export type AnyFeature = Feature<Geometry | null, Record<string, unknown>>

/** What a field carries in the vector tiles. */
export interface FieldPlace {
  id: string
  name: string
  station: Station
  area_mu: number
}

/** Where a village's fields lie, in degrees. */
export interface VillagePlace {
  code: string
  name: string
  fields: number
  west: number
  south: number
  east: number
  north: number
}
