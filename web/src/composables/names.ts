// Names that lists refer to by id, fetched once per page.
import { shallowRef } from 'vue'
import { get, type Listing } from '../api/client'
import type { Cultivator, Provider } from '../api/types'

function useNames<T extends { id: string }>(path: string, nameOf: (item: T) => string): (id: string) => string {
  const names = shallowRef<Map<string, string>>(new Map())
  async function fetchAll(): Promise<void> {
    const found = new Map<string, string>()
    let cursor: string | null = null
    do {
      const page: Listing<T> = await get<Listing<T>>(path, { limit: 1000, cursor })
      for (const item of page.items) found.set(item.id, nameOf(item))
      cursor = page.next ?? null
    } while (cursor !== null)
    names.value = found
  }
  // A page is readable without names: the end of the id stands in.
  void fetchAll().catch(() => undefined)
  return (id) => names.value.get(id) ?? id.slice(-6)
}

export function useProviderNames(): (id: string) => string {
  return useNames<Provider>('/providers', (p) => p.name)
}

export function useCultivatorNames(): (id: string) => string {
  return useNames<Cultivator>('/cultivators', (c) => c.nameMasked)
}
