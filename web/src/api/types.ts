// Shapes of the REST resources. Areas are square metres or payable centimu (0.01 mu), money is fen, as the names say.
import type { Feature, Geometry } from 'geojson'

export type Role = 'COUNTY' | 'TOWNSHIP' | 'VILLAGE' | 'PROVIDER' | 'HOUSEHOLD' | 'LEADER' | 'OPERATOR'

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
}

export interface CreatedUser {
  id: string
  username: string
  oneTimePassword: string | null
}

export interface Settings {
  rasterTilesUrl?: string | null
  rasterAttribution?: string | null
}

export interface Region {
  code: string
  name: string
  level: 'COUNTY' | 'TOWNSHIP' | 'VILLAGE' | 'GROUP'
  parentCode: string | null
}

export interface Waiting {
  code: string
  /** What waits, in the language of the asker. */
  text: string
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
  asOf: string
  stations: BoardStation[]
}

export interface Household {
  id: string
  code: string
  villageCode: string
  groupCode: string
  nameMasked: string
  phoneMasked: string | null
  memberCount: number
  cultivatorId: string
  version: number
}

export interface HouseholdMember {
  nameMasked: string
  idNumberMasked: string | null
  relation: string
  coOwner: boolean
}

export interface HeldParcel {
  id: string
  code: string
  name: string | null
  registeredMu: number | null
  numerator: number
  denominator: number
}

/** One state of a record: since when it holds, since when we know it. */
export interface RecordedState {
  validFrom: string
  validTo: string | null
  recordedAt: string
  recordedUntil: string | null
  recordedBy: string
}

export interface ParcelItem {
  id: string
  code: string
  provisional: boolean
  sourceCode: string | null
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

export interface HouseholdDetail extends Omit<Household, 'memberCount'> {
  idNumberMasked: string | null
  members: HouseholdMember[]
  parcels: HeldParcel[]
  fields: { id: string; name: string; areaSquareMeters: number }[]
  versions: RecordedState[]
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

export interface Transfer {
  id: string
  fromHouseholdId: string
  toCultivatorId: string
  kind: string
  rentFenPerMuYear: number
  validFrom: string
  validTo: string
}

export interface ArchiveEntry {
  id: string
  operation: Operation
  season: number
  day: string
  payableCentimu: number
  coverage: number
  workOrderId: string
  /** When a later decision took its place. */
  supersededAt: string | null
}

export interface Parcel extends ParcelItem {
  geometry: Geometry
  tenure: TenureShare[]
  fields: { id: string; name: string; areaSquareMeters: number; validTo: string | null }[]
  transfers: Transfer[]
  versions: RecordedState[]
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
  file: string
  row: number | null
  code: string
  severity: 'ERROR' | 'WARNING'
  field: string | null
  message: string
}

export interface ImportRun {
  id: string
  status: 'DRY_RUN' | 'DONE' | 'REJECTED' | 'UNDONE'
  fileName: string
  sha256: string
  villageCode: string | null
  rows: number
  parcels: number
  areaSquareMeters: number
  importedAt: string | null
  importedBy: string | null
  problems: RowProblem[]
}

export const CONFIRMATIONS = ['SIGNATURE', 'PHOTO', 'VOICE', 'SMS', 'WITNESS', 'SELF', 'UNCONFIRMED'] as const
export type ConfirmationKind = (typeof CONFIRMATIONS)[number]

export interface Need {
  id: string
  fieldId: string
  fieldName: string | null
  villageCode: string
  cultivatorId: string
  cultivatorNameMasked: string | null
  householdId?: string | null
  operation: Operation
  windowFrom: string
  windowTo: string
  season: number
  areaSquareMeters: number
  status: 'OPEN' | 'BUNDLED' | 'CANCELLED'
  confirmation: { kind: ConfirmationKind; note: string | null } | null
  enteredBy: string
  bundleId: string | null
}

/** A field whose cultivator would have to join. */
export interface BridgeField {
  fieldId: string
  fieldName: string
  cultivatorId: string | null
  cultivatorNameMasked: string | null
  householdId: string | null
  areaSquareMeters: number
  geometry: Geometry
}

export interface Bridge {
  joinsBundle: boolean
  resultSquareMeters: number
  fields: BridgeField[]
}

/** Needs that lie together and stay below the threshold. */
export interface Leftover {
  operation: Operation
  windowFrom: string
  windowTo: string
  gapMeters: number
  thresholdMu: number
  areaSquareMeters: number
  missingSquareMeters: number
  needs: {
    needId: string
    fieldId: string
    fieldName: string
    cultivatorNameMasked: string | null
    areaSquareMeters: number
    geometry: Geometry
  }[]
  bridges: Bridge[]
}

export interface Leftovers {
  asOf: string
  groups: Leftover[]
  proposableNeeds: number
  staleNeedIds: string[]
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
  contiguousSquareMeters: number
  events: { status: string; byUsername: string; at: string; reason: string }[]
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
  bundles: BundleItem[]
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
}

export interface PriceList {
  validFrom: string | null
  prices: Price[]
  version: number
}

export interface Machine {
  id: string
  providerId: string
  name: string
  kind: string
  plate: string | null
  widthMeters: number
  inService: boolean
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
  signedByCollective: boolean
  signedByProvider: boolean
  replaces: string | null
}

/** One step of a record's history. */
export interface HistoryEntry {
  status: string
  byUsername: string
  at: string
  reason: string
}

export interface Contract extends ContractItem {
  text: string
  events: HistoryEntry[]
  needs: {
    needId: string
    fieldId: string
    fieldName?: string | null
    cultivatorId: string
    cultivatorNameMasked?: string | null
    areaSquareMeters: number
  }[]
  /** Count of work orders by their state. */
  progress: Partial<Record<WorkOrderStatus, number>>
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
  /** Sentences on the subsidy, one per fund. */
  subsidyReasons: string[]
}

export interface SettlementSums {
  payableCentimu: number
  grossFen: number
  gainShareFen: number
  subsidyFen: number
  netFen: number
}

export interface SettlementSheet {
  contractId: string
  contractNumber: string
  operation: Operation
  /** 0 until the gain was shared out. */
  run: number
  singlePriceFenPerMu: number
  bundlePriceFenPerMu: number
  serviceFeeFenPerMu: number
  lines: SettlementLine[]
  provider: { providerId: string; name: string; bundlePriceFenPerMu: number; payoutFen: number }
  totals: SettlementSums & { providerFen: number; villageFeeFen: number; poolFen: number; poolLeftFen: number }
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
  cultivatorId: string
  cultivatorNameMasked?: string | null
  operation: Operation
  windowFrom: string
  windowTo: string
  areaSquareMeters: number
  status: WorkOrderStatus
  refusalReason: string | null
  plannedMachineId: string | null
  plannedDay: string | null
  report?: OperatorReport | null
  version: number
}

/** What the operator says of an order. */
export interface OperatorReport {
  state: 'NOT_BEGUN' | 'WORKING' | 'PAUSED' | 'DONE'
  begunAt: string | null
  since: string | null
  problem: string | null
  conflicts: number
  /** He stands by a report that does not count. */
  insisted: boolean
}

export interface OperatorStep {
  id: string
  kind: string
  problem: string | null
  note: string
  operatorName: string
  at: string
  phoneClock: string | null
  clock: 'RIGHT' | 'CORRECTED' | 'AHEAD' | 'LONG_AGO' | 'NONE'
  receivedAt: string
  answer: 'DONE' | 'CONFLICT'
  problems: { code: string; message: string }[]
}

export interface Operator {
  id: string
  name: string
  username: string
  machineIds: string[]
  endedOn: string | null
}

export interface WorkOrderDetail extends WorkOrder {
  geometry: Geometry | null
  events: HistoryEntry[]
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
  /** Null for measurements of older engines. */
  intervalLowSquareMeters: number | null
  intervalHighSquareMeters: number | null
  checks: CheckedLog[]
}

/** `limit` is null where the number only informs. */
export interface LogCheck {
  code: string
  verdict: 'PASS' | 'REVIEW' | 'NOT_CHECKED'
  reasons: { measure: string; value: number; limit: number | null }[]
}

export interface CheckedLog {
  logName: string
  checks: LogCheck[]
}

/** A measurement computed once more; figures in square metres. */
export interface Comparison {
  measuredAt: string
  engineThen: string
  engineNow: string
  inputSha256Then: string
  inputSha256Now: string
  sameInput: boolean
  figures: { name: string; then: number | null; now: number; same: boolean }[]
  sameGround: boolean
  identical: boolean
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
  /** Null where nobody looked. */
  ground: Ground | null
  secondPayment: boolean
}

/** Other orders that are paid for the same ground; `workOrderId` is null for whom it is out of sight. */
export interface Ground {
  claimedSquareMeters: number
  others: { workOrderId: string | null; number: string; workedOn: string; claimedSquareMeters: number; replayed: boolean }[]
}

export interface Appeal {
  id: string
  workOrderId: string
  reason: string
  status: 'OPEN' | 'CHANGED' | 'UNCHANGED'
  filedBy: string
  filedAt: string
  closedAt: string | null
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
  leftFen: number
  paidFen: number
  committedFen: number
  freeFen: number
  returnedFen: number
  justification: string | null
  fenPerMu: number
  minCoverage: number
  ruleVersion: number
  capFenPerHousehold: number | null
  claims: number
}

export interface FundClaim {
  id: string
  cultivatorId: string
  villageCode: string
  payableCentimu: number
  claimFen: number
  paidFen: number
  reasonCode: string
  /** In the reader's language. */
  reason: string
  ruleVersion: number
  /** False once an appeal has taken the claim back. */
  held: boolean
  recordedAt: string
}

export interface Account {
  id: string
  kind: 'CULTIVATOR' | 'PROVIDER' | 'VILLAGE' | 'GAIN_POOL' | 'FUND' | 'TREASURY' | 'BANK'
  ownerId: string
  name: string | null
  villageCode: string | null
  balanceFen: number
}

export interface Posting {
  id: string
  transactionId: string
  transactionKind: string
  reverses: string | null
  amountFen: number
  balanceFen: number
  effectiveOn: string
  recordedAt: string
  recordedBy: string
  businessKey: string
}

export interface AccountDetail {
  account: Account
  postings: Posting[]
}

export interface Leg {
  id: string
  accountId: string
  accountKind: Account['kind']
  villageCode: string | null
  amountFen: number
  businessKey: string
}

export interface Ledgered {
  transaction: {
    id: string
    kind: string
    businessKey: string
    reverses: string | null
    season: number
    effectiveOn: string
    recordedAt: string
    recordedBy: string
  }
  postings: Leg[]
  sumFen: number
}

/** What stands behind one posting: the decisions that it pays for, and the tracks behind those. */
export interface AuditChain {
  postingId: string
  ledger: Ledgered
  acceptances: {
    acceptance: { id: string; workOrderId: string; decision: Decision; payable: { centimu: number }; coverage: number; decidedAt: string }
    reason: string
    measurement: { measurementId: string; engineVersion: string; inputSha256: string; measuredAt: string } | null
    tracks: { trackId: string; logId: string; logName: string; fileName: string; sha256: string }[]
  }[]
  paymentEvidence: string | null
}

export interface StatementLine {
  workOrderId: string
  operation: Operation
  date: string
  fieldName: string
  areaSquareMeters: number
  measuredSquareMeters: number
  coverage: number
  payableCentimu: number
  priceFenPerMu: number
  grossFen: number
  gainShareFen: number
  subsidyFen: number
  netFen: number
  reason: string
  subsidyReasons: string[]
}

/** What a household owns together with others. */
export interface StatementShare {
  entityId: string
  entityName: string
  className: string
  numerator: number
  denominator: number
  guaranteedFen: number
  dividendFen: number
  heldFen: number
  dividendId: string | null
}

export interface Statement {
  shares: StatementShare[]
  household: { id: string; code: string; name: string; villageCode: string; villageName: string }
  season: number
  lines: StatementLine[]
  sums: SettlementSums
  /** Beside the work: a dividend, a dispute's outcome; positive is to pay. */
  others: { transactionId: string; kind: string; kindName: string; date: string; amountFen: number }[]
  othersFen: number
  /** What was due from earlier seasons. */
  broughtForwardFen: number
  paymentsFen: number
  dueFen: number
  checkFen: number
}

export type AnyFeature = Feature<Geometry | null, Record<string, unknown>>

/** What a field carries in the vector tiles. */
export interface FieldPlace {
  /** Absent while zoomed out, where all fields of one station are one shape. */
  id?: string
  name?: string
  station: Station
  area_mu?: number
  /** Somebody has to decide on the work. */
  review?: boolean
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

export interface FileProblem {
  code: string
  severity: 'ERROR' | 'WARNING'
  message: string
}

export interface TrackView {
  id: string
  fileName: string
  sha256: string
  logs: { id: string; name: string; records: number; start: string; end: string; problems: FileProblem[] }[]
  problems: FileProblem[]
  duplicate: boolean
}

export interface AcceptanceRule {
  id: string
  operation: Operation | null
  minCoverage: number
  partCoverage: number
  reviewBand: number
  maxOverlap: number | null
  timesPerSeason: number | null
  source: string
  validFrom: string
  validTo: string | null
}

export interface AuditEntry {
  id: string
  recordedAt: string
  username: string
  action: string
  objectType: string
  objectId: string
  reason: string
}

// What people own together.
export const ENTITY_KINDS = ['LAND_SHARE_COOPERATIVE', 'SHARES_WITHOUT_PARCELS', 'MACHINERY_COOPERATIVE', 'PLANT_PROTECTION_TEAM', 'OTHER'] as const
export const MOVEMENT_KINDS = ['ADMISSION', 'TRANSFER', 'SPLIT', 'INHERITANCE', 'EXIT'] as const
export const VOTE_SUBJECTS = ['PROVISIONS', 'ADMISSION', 'EXIT', 'OTHER'] as const

/** An exact number of shares. */
export interface Share {
  numerator: number
  denominator: number
}

export interface Entity {
  id: string
  villageCode: string
  name: string
  kind: string
  foundedOn: string
}

export interface ShareClass {
  code: string
  name: string
  guaranteedFenPerShare: number
  takesDividend: boolean
  votes: boolean
  blockCode: string | null
}

/** A contiguous piece of land with books of its own. */
export interface EntityBlock {
  code: string
  name: string
  areaCentimu: number
}

export interface EntityDetail {
  entity: Entity
  classes: ShareClass[]
  blocks: EntityBlock[]
  providerId: string | null
}

export interface HeldShares {
  shareholderId: string
  householdId: string | null
  /** Masked; empty for the village collective. */
  name: string
  classCode: string
  shares: Share
  part: number
  since: string
  dead: boolean
  /** Where nobody has parcels: that part of the undivided land. */
  equivalentCentimu: number | null
}

export interface ShareRegister {
  on: string
  total: Share
  landCentimu: number | null
  holdings: HeldShares[]
}

export interface ShareMovement {
  id: string
  kind: string
  effectiveOn: string
  ground: string
  recordedBy: string
}

export interface Shareholder {
  id: string
  householdId: string | null
  personMasked: string | null
  diedOn: string | null
}

export interface Vote {
  id: string
  subject: string
  question: string
  countedBy: 'HEAD' | 'SHARE'
  quorumNumerator: number
  quorumDenominator: number
  majorityNumerator: number
  majorityDenominator: number
  reserveBasisPoints: number | null
  welfareBasisPoints: number | null
  recordOn: string
  closesOn: string
  outcome: string | null
}

export interface VoteDetail {
  vote: Vote
  count: { entitled: Share; present: Share; yes: Share; outcome: string }
}

export interface EntityBooking {
  id: string
  direction: string
  amountFen: number
  purpose: string
  evidence: string
  onDate: string
  transactionId: string
}

export interface EntityBooks {
  season: number
  closed: boolean
  incomeFen: number
  costFen: number
  surplusFen: number
  bookings: EntityBooking[]
}

export interface Dividend {
  id: string
  entityId: string
  season: number
  blockCode: string | null
  recordOn: string
  incomeFen: number
  costFen: number
  reserveFen: number
  welfareFen: number
  fromReserveFen: number
  guaranteedFen: number
  missingFen: number
  dividendFen: number
  keptFen: number
}

export interface DividendLine {
  holdingId: string
  shareholderId: string
  householdId: string | null
  classCode: string
  numerator: number
  denominator: number
  dueFen: number
  guaranteedFen: number
  dividendFen: number
  held: boolean
  released: boolean
}

export interface PaymentList {
  id: string
  number: number
  lines: number
  amountFen: number
  returnedFen: number
}

export interface DividendDetail {
  dividend: Dividend
  entityName: string
  /** All shares that take part in the dividend. */
  takingPart: Share
  lines: DividendLine[]
  paymentLists: PaymentList[]
}

export interface PaymentListLine {
  id: string
  householdId: string
  amountFen: number
  returnedOn: string | null
  returnReason: string | null
}

/** A season's contracts settled in one go, and how far that has come. */
export interface SeasonSettlement {
  id: string
  season: number
  regionCode: string
  begunBy: string
  begunAt: string
  contracts: number
  settled: number
  waits: number
  bills: number
  sharedFen: number
  endedAt: string | null
}

export interface WaitingContract {
  id: string
  number: string
  villageCode: string
  reason: string
}

export const REPORT_KINDS = ['NOT_COME', 'BAD_WORK', 'DAMAGE', 'MONEY', 'INPUTS', 'OTHER'] as const

/** What somebody saw in the field, and what the asker may do about it. */
export interface TroubleReport {
  report: {
    id: string
    villageCode: string
    kind: string
    words: string
    workOrderId: string | null
    contractId: string | null
    subjectName: string
    reportedBy: string
    reportedAt: string
    dueOn: string
    status: 'OPEN' | 'ANSWERED' | 'DISPUTED'
    answer: string | null
    answeredBy: string | null
    disputeId: string | null
  }
  workingDaysLeft: number | null
  mayAnswer: boolean
  mine: boolean
}
