import type { PhoneNumber, Trade } from '@afterhourfix/vocabulary';
import type { z } from 'zod';
import type { BusinessHours } from '../businesses/index.ts';
import type { PriceBookContent } from '../pricing/index.ts';

export interface DemoTechnician {
  slug: string;
  name: string;
  phone: string;
  skills: readonly string[];
  homeZip: string;
  onCall: 'primary' | 'secondary' | 'none';
}

/** A fictional business; its people have 555-01xx numbers, which belong to nobody. */
export interface DemoBusiness {
  /** Fixed, so that seeding again finds what it made before. */
  id: string;
  agentId: string;
  slug: string;
  name: string;
  timeZone: string;
  state: string;
  trades: readonly Trade[];
  hours: BusinessHours;
  holidays: readonly string[];
  phoneNumber: string;
  onCallNumber: string;
  ownerNumber: string;
  serviceArea: {
    core: readonly string[];
    edge: readonly string[];
    referrals: Readonly<Record<string, { name: string; phone: PhoneNumber }>>;
  };
  /** Read by `PriceBookContent`; the repair ranges of its trades are added. Integer cents. */
  prices: Omit<z.input<typeof PriceBookContent>, 'flatRates'>;
  technicians: readonly DemoTechnician[];
  articles: readonly { title: string; body: string }[];
}
