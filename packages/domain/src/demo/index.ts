export { seedDemoBusinesses } from './seed-demo-businesses.ts';
