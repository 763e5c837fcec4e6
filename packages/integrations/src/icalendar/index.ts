export { IcalCalendar } from './adapter.ts';
export { type FeedEvent, writeFeed } from './write-feed.ts';
