export { connectDemoLine } from './connect-demo-line.ts';
export { DEMO_LINES, seedDemoBusinesses } from './seed-demo-businesses.ts';
