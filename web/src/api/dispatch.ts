// Shapes of the dispatcher's resources. Money is fen, areas are mu, hours and days are the farm's own.
export const PLAN_STATUSES = ['WAITING', 'RUNNING', 'DRAFT', 'PUBLISHED', 'REPLACED', 'DISCARDED', 'FAILED'] as const
export type PlanStatus = (typeof PLAN_STATUSES)[number]

/** `undoneMust`: orders left undone that may not be. */
export interface PlanCost {
  totalFen: number
  lateFen: number
  travelFen: number
  machineFen: number
  undoneFen: number
  undoneMust: number
}

export interface PlanSummary {
  id: string
  providerId: string
  providerName: string
  from: string
  to: string
  status: PlanStatus
  version: number
  madeBy: string
  recordedAt: string
  publishedAt?: string | null
  basedOn?: string | null
  seconds: number
  placed: number
  undone: number
  cost?: PlanCost | null
}

export interface PlanMachine {
  id: string
  name: string
  depotLon: number
  depotLat: number
  operations: string[]
  down: { from: string; to: string }[]
}

export interface PlanStop {
  orderId: string
  machineId: string
  day: string
  sequence: number
  startHour: number
  driveMinutes: number
  workMinutes: number
  mu: number
  interrupted: boolean
  locked: boolean
  begun: boolean
}

export interface PlanOrder {
  id: string
  number: string
  operation: string
  mu: number
  villageCode: string
  villageName: string
  fieldId: string
  fieldName: string
  cultivatorNameMasked?: string | null
  /** Not known for plans of older releases. */
  lon?: number | null
  lat?: number | null
  windowFrom: string
  windowTo: string
  status: string
}

export interface PlanWeather {
  villageCode: string
  day: string
  fromHour: number
  toHour: number
  operations: string[]
}

export interface PlanView extends PlanSummary {
  machines: PlanMachine[]
  stops: PlanStop[]
  undoneOrders: { orderId: string; reasonCode: string; sentence: string }[]
  orders: PlanOrder[]
  weather: PlanWeather[]
  problems: { code: string; sentence: string; orderId?: string | null; machineId?: string | null }[]
}

export interface PlanProgress {
  status: PlanStatus
  share: number
  secondsLeft: number
  iterations: number
  cost?: PlanCost | null
  placed: number
  undone: number
  failure?: string | null
}

/** Where an order shall go; without a machine it leaves the plan. */
export interface PlanMove {
  orderId: string
  machineId: string | null
  beforeOrderId: string | null
  day: string | null
}

export interface MoveView {
  allowed: boolean
  differenceFen: number
  before: PlanCost
  after: PlanCost
  violations: { kind: string; sentence: string; orderId?: string | null; machineId?: string | null }[]
  plan?: PlanView | null
}

export interface WhyView {
  machineId?: string | null
  day?: string | null
  undoneReason?: string | null
  alternatives: { machineId: string; obstacle: string; differenceFen?: number | null; day?: string | null }[]
}

export interface PlanSide {
  plan: PlanSummary
  cost: PlanCost
  placed: number
  undone: number
}

export interface OrderChange {
  orderId: string
  firstMachineId?: string | null
  firstDay?: string | null
  secondMachineId?: string | null
  secondDay?: string | null
}

export interface PlanComparison {
  first: PlanSide
  second: PlanSide
  changes: OrderChange[]
  keptOrder: { machineId: string; share: number }[]
}

export interface DispatchRules {
  shiftFrom: string
  shiftTo: string
  roadDetour: number
  rows: { operation: string; latePermillePerDay: number; costFenPerHour: number; leastCoveragePercent?: number | null }[]
  costFenPerKm: number
  costFenPerDay: number
  source: string
  /** Nobody of the county has looked at them yet. */
  example: boolean
}
