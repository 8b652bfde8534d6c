// A plan's stops in the order in which they are driven, with the names that people know.
import { get, type Listing } from '../api/client'
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

export async function readPlan(id: string): Promise<PlanView> {
  const plan = await get<DispatchPlan>(`/dispatch-plans/${id}`)
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
