import type { PhoneNumber, Trade } from '@afterhourfix/vocabulary';
import type { BusinessHours } from '../businesses/index.ts';

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
  /** Integer cents. */
  fees: {
    trip: number;
    diagnostic: number;
    afterHours: number;
    holiday: number;
    edge: number;
    priority: number;
    lateCancelWithin2h: number;
  };
  memberships: Readonly<Record<string, { tripFree: boolean; timeSurchargePct: number; repairsPct: number }>>;
  technicians: readonly DemoTechnician[];
  articles: readonly { title: string; body: string }[];
}
