// Whether the server can be reached, as far as is known: by what the browser says of the network, and by how the last request went,
// because a browser may well see a network that leads nowhere.
import { computed, readonly, ref } from 'vue'

const since = ref<string | null>(null)
export const offlineSince = readonly(since)
export const online = computed(() => since.value === null)

export function lost(): void {
  since.value ??= new Date().toISOString()
}

export function found(): void {
  since.value = null
}

if (!navigator.onLine) lost()
window.addEventListener('offline', lost)
window.addEventListener('online', found)
