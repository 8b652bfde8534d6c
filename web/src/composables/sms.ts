// Whether the county can send codes: asked once per sign-in, and not offered while nobody knows.
import { ref, type Ref } from 'vue'
import { get } from '../api/client'

const offered = ref(false)
let asked = false

export function useSms(): Ref<boolean> {
  if (!asked) {
    asked = true
    get<{ offered: boolean }>('/sms-codes').then(
      (answer) => (offered.value = answer.offered),
      () => (asked = false),
    )
  }
  return offered
}
