// Numbers and days in the language of the page.
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { day, moment } from '../format/numbers'
import { useSeason } from './season'

export function useWords() {
  const { locale } = useI18n()
  const season = useSeason()
  return {
    day: (iso: string | null | undefined) => (iso ? day(iso, locale.value, season.value) : ''),
    moment: (instant: string | null | undefined) => (instant ? moment(instant, locale.value) : ''),
    span: (from: string, to: string) => `${day(from, locale.value, season.value)} – ${day(to, locale.value, season.value)}`,
    isChinese: computed(() => locale.value.startsWith('zh')),
  }
}
