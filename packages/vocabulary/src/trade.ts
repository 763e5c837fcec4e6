import { z } from 'zod';

export const Trade = z.enum([
  'hvac',
  'plumbing',
  'electrical',
  'garage_door',
  'locksmith',
  'appliance',
  'roofing',
  'water_damage',
]);
export type Trade = z.infer<typeof Trade>;
