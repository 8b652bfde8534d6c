// A rent as one reads it: yuan a mu, or kilograms of a grain a mu.
import { useI18n } from 'vue-i18n'
import type { Rent } from '../api/tenancy'
import { grouped, yuanOfFen } from '../format/numbers'

export function useRentWords() {
  const { t } = useI18n()
  const kilograms = (grams: number) => grouped(grams / 1000, grams % 1000 === 0 ? 0 : grams % 100 === 0 ? 1 : 3)
  return {
    kilograms,
    rent: (of: Pick<Rent, 'fenPerMu' | 'gramsPerMu' | 'grain'>) =>
      of.fenPerMu !== null ? `${yuanOfFen(of.fenPerMu)} ${t('unit.yuanPerMuYear')}` : `${of.grain} ${kilograms(of.gramsPerMu ?? 0)} ${t('unit.kgPerMuYear')}`,
  }
}
