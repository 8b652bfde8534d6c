import type { Station } from '../api/types'

// Light to dark along the path, so that the map reads as "how far"; three hues keep neighbours apart for colour-blind eyes.
export const STATION_COLOUR: Record<Station, string> = {
  PARCEL: '#e3e1d8',
  NEED: '#fbe3a1',
  BUNDLE: '#f6c65b',
  CONTRACT: '#e89f34',
  WORK_ORDER: '#c9dcf2',
  DISPATCH: '#8fb8e3',
  TRACK: '#5390cd',
  MEASURED_WORK: '#2a68ab',
  ACCEPTANCE: '#a6d49f',
  SETTLEMENT: '#5fa663',
  SHARE: '#2f6b3a',
}

/** Waits for somebody, wherever on the path: the one colour that all pages keep for that; on the map with a heavy edge beside it. */
export const REVIEW_COLOUR = '#ff9500'
