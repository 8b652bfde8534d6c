// A plan's orders, machines and costs, in the words that people know.
import { useI18n } from 'vue-i18n'
import type { PlanView } from '../api/dispatch'
import { costWord, machineName, orderOf } from '../format/dispatch'
import { grouped, yuanOfFen } from '../format/numbers'
import { wordFor } from '../i18n'

export function useDispatchWords(plan: () => PlanView) {
  const { t } = useI18n()
  const order = (id: string | null | undefined): string => {
    const found = orderOf(plan(), id)
    return found ? `${wordFor('operation', found.operation)} ${grouped(found.mu, 2)} ${t('unit.mu')} (${found.villageName} ${found.fieldName})` : (id ?? '').slice(-6)
  }
  const machine = (id: string | null | undefined): string => machineName(plan(), id) || (id ?? '').slice(-6)
  return {
    order,
    machine,
    /** `It costs 12.34 yuan more.` */
    cost: (differenceFen: number): string => {
      const word = costWord(differenceFen)
      return t(word.key, { yuan: yuanOfFen(word.fen) })
    },
  }
}
