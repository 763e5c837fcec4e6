export { DEMO_LINES, seedDemoBusinesses } from './seed-demo-businesses.ts';
