// The columns that come back in every list, with their units.
import { useI18n } from 'vue-i18n'
import type { Column } from '../components/columns'
import { muOfCentimu, muOfSquareMeters, yuanOfFen } from '../format/numbers'
import { wordFor } from '../i18n'
import { useRegions } from './regions'
import { useWords } from './words'

const MU = 10000 / 15
const hundredth = (value: number) => Math.round(value * 100) / 100

export function useColumns<R extends object>() {
  const { t } = useI18n()
  const words = useWords()
  const regions = useRegions()

  return {
    plain: (key: string, value: (row: R) => string | number | null | undefined, to?: (row: R) => string | null): Column<R> => ({
      key, label: t(`column.${key}`), value, to,
    }),
    word: (key: string, group: string, value: (row: R) => string): Column<R> => ({
      key, label: t(`column.${key}`), value: (row) => wordFor(group, value(row)),
    }),
    count: (key: string, value: (row: R) => number): Column<R> => ({ key, label: t(`column.${key}`), value, numeric: true }),
    squareMeters: (key: string, value: (row: R) => number | null | undefined): Column<R> => ({
      key, label: t(`column.${key}`), unit: t('unit.mu'), numeric: true, value,
      text: (row) => { const v = value(row); return v === null || v === undefined ? '' : muOfSquareMeters(v) },
      exported: (row) => { const v = value(row); return v === null || v === undefined ? null : hundredth(v / MU) },
    }),
    centimu: (key: string, value: (row: R) => number): Column<R> => ({
      key, label: t(`column.${key}`), unit: t('unit.mu'), numeric: true, value,
      text: (row) => muOfCentimu(value(row)), exported: (row) => value(row) / 100,
    }),
    fen: (key: string, value: (row: R) => number, perMu = false): Column<R> => ({
      key, label: t(`column.${key}`), unit: t(perMu ? 'unit.yuanPerMu' : 'unit.yuan'), numeric: true, value,
      text: (row) => yuanOfFen(value(row)), exported: (row) => value(row) / 100,
    }),
    day: (key: string, value: (row: R) => string | null | undefined): Column<R> => ({
      key, label: t(`column.${key}`), value, text: (row) => words.day(value(row)), exported: (row) => value(row)?.slice(0, 10),
    }),
    moment: (key: string, value: (row: R) => string | null | undefined): Column<R> => ({
      key, label: t(`column.${key}`), value, text: (row) => words.moment(value(row)), exported: (row) => value(row),
    }),
    span: (key: string, from: (row: R) => string, to: (row: R) => string): Column<R> => ({
      key, label: t(`column.${key}`), value: from, text: (row) => words.span(from(row), to(row)),
      exported: (row) => `${from(row)} / ${to(row)}`,
    }),
    village: (value: (row: R) => string): Column<R> => ({
      key: 'village', label: t('column.village'), value, text: (row) => regions.nameOf(value(row)),
    }),
  }
}
