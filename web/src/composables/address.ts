// State that belongs into the address, so that it can be shared and survives "back".
import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** One query parameter as a string; absent when it equals `fallback`. Changes of one tick go into one navigation. */
export function useAddress(name: string, fallback = ''): WritableComputedRef<string> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => {
      const value = route.query[name]
      return typeof value === 'string' ? value : fallback
    },
    set: (value) => {
      pending = { ...(pending ?? route.query), [name]: value === fallback || value === '' ? undefined : value }
      if (scheduled) return
      scheduled = true
      queueMicrotask(() => {
        scheduled = false
        const query = pending as Record<string, string | undefined>
        pending = undefined
        void router.replace({ query })
      })
    },
  })
}

let scheduled = false
let pending: Record<string, unknown> | undefined
