export { IcalCalendar } from './adapter.ts';
export { type ReadRotaResult, readRotaCalendar } from './read-rota.ts';
export { type FeedEvent, writeFeed } from './write-feed.ts';
