// Names of townships and villages in the user's scope, fetched once.
import { computed, shallowRef } from 'vue'
import { get, type Listing } from '../api/client'
import type { Region } from '../api/types'
import { user } from '../session'

const known = shallowRef<Map<string, Region>>(new Map())
let asked: Promise<void> | undefined

async function ask(): Promise<void> {
  const found = new Map<string, Region>()
  for (const level of ['COUNTY', 'TOWNSHIP', 'VILLAGE']) {
    const page = await get<Listing<Region> | Region[]>('/regions', { level, limit: 1000 })
    for (const region of Array.isArray(page) ? page : page.items) found.set(region.code, region)
  }
  known.value = found
}

export function forgetRegions(): void {
  known.value = new Map()
  asked = undefined
}

export function useRegions() {
  // A role that may not list regions still sees every page: codes stand in for names.
  asked ??= ask().catch(() => undefined)
  const scope = computed(() => user.value?.regionCode ?? '')
  const sorted = computed(() => [...known.value.values()].filter((r) => r.code.startsWith(scope.value) || scope.value.startsWith(r.code)).sort((a, b) => a.code.localeCompare(b.code)))
  return {
    townships: computed(() => sorted.value.filter((r) => r.code.length === 9)),
    villages: computed(() => sorted.value.filter((r) => r.code.length === 12)),
    nameOf: (code: string | null | undefined) => (code ? (known.value.get(code)?.name ?? code) : ''),
  }
}
