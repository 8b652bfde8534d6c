// A plan's stops in the order in which they are driven, with the names that people know.
import { get, post, type Listing } from '../api/client'
import type { DispatchPlan, Machine, PlanStop, WorkOrder } from '../api/types'

export interface DayOfMachine {
  day: string
  machine: string
  stops: (PlanStop & { order: WorkOrder | undefined })[]
}

export interface PlanView {
  plan: DispatchPlan
  days: DayOfMachine[]
  orders: Map<string, WorkOrder>
}

interface FoundPlan extends Omit<DispatchPlan, 'stops' | 'unassigned'> {
  stops: (Omit<PlanStop, 'workOrderId'> & { orderId: string })[]
  undoneOrders: { orderId: string; reasonCode: string }[]
}

interface PlanProgress {
  status: string
  version: number
}

// The search runs beside the requests; its plan counts once it is published.
export async function makePlan(values: { providerId: string; from: string; to: string }, key: string): Promise<DispatchPlan> {
  const plan = await post<DispatchPlan>('/dispatch-plans', values, { key })
  let found = await get<PlanProgress>(`/dispatch-plans/${plan.id}/progress`)
  while (found.status === 'WAITING' || found.status === 'RUNNING') {
    await new Promise((resolve) => setTimeout(resolve, 300))
    found = await get<PlanProgress>(`/dispatch-plans/${plan.id}/progress`)
  }
  await post(`/dispatch-plans/${plan.id}/publish`, { version: found.version })
  return plan
}

export async function readPlan(id: string): Promise<PlanView> {
  const found = await get<FoundPlan>(`/dispatch-plans/${id}`)
  const plan: DispatchPlan = {
    ...found,
    stops: found.stops.map((s) => ({ ...s, workOrderId: s.orderId })),
    unassigned: found.undoneOrders.map((u) => ({ workOrderId: u.orderId, reasonCode: u.reasonCode })),
  }
  const [machines, orders] = await Promise.all([
    get<Listing<Machine>>('/machines', { provider: plan.providerId, limit: 1000 }),
    get<Listing<WorkOrder>>('/work-orders', { provider: plan.providerId, limit: 1000 }),
  ])
  const machineName = new Map(machines.items.map((m) => [m.id, m.name]))
  const orderOf = new Map(orders.items.map((o) => [o.id, o]))
  const groups = new Map<string, DayOfMachine>()
  for (const stop of plan.stops) {
    const key = `${stop.day} ${stop.machineId}`
    const group = groups.get(key) ?? { day: stop.day, machine: machineName.get(stop.machineId) ?? stop.machineId.slice(-6), stops: [] }
    group.stops.push({ ...stop, order: orderOf.get(stop.workOrderId) })
    groups.set(key, group)
  }
  const days = [...groups.values()].sort((a, b) => a.day.localeCompare(b.day) || a.machine.localeCompare(b.machine))
  days.forEach((d) => d.stops.sort((a, b) => a.sequence - b.sequence))
  return { plan, days, orders: orderOf }
}
