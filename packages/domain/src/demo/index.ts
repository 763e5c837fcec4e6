export { connectDemoLine } from './connect-demo-line.ts';
export { DEMO_LINES, DEMO_TECHNICIANS, seedDemoBusinesses } from './seed-demo-businesses.ts';
