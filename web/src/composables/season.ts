import { computed, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { farmDay } from '../format/numbers'

/** The season (calendar year) that the address names, else the farm's current year. */
export function useSeason(): ComputedRef<number> {
  const route = useRoute()
  return computed(() => {
    const named = Number(route.query.season)
    return Number.isInteger(named) && named > 1900 ? named : Number(farmDay(new Date()).slice(0, 4))
  })
}
