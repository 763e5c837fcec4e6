import type { DemoBusiness } from './demo-business.ts';

export const SAGUARO: DemoBusiness = {
  id: '0197a000-0000-7000-8000-000000000002',
  agentId: '0197a000-0000-7000-8000-000000000102',
  slug: 't_mesa',
  name: 'Saguaro Air and Plumbing',
  timeZone: 'America/Phoenix',
  state: 'AZ',
  trades: ['hvac', 'plumbing'],
  hours: {
    mon_fri: ['07:00', '16:00'],
    sat: null,
    sun: null,
  },
  holidays: ['2026-07-03', '2026-07-04', '2026-11-26', '2026-12-25'],
  phoneNumber: '+16025550142',
  onCallNumber: '+16025550190',
  ownerNumber: '+16025550199',
  serviceArea: {
    core: ['85003', '85014', '85021', '85032', '85041'],
    edge: ['85251'],
    referrals: {},
  },
  prices: {
    fees: {
      trip: 5900,
      diagnostic: 9900,
      afterHours: 14000,
      holiday: 20000,
      edge: 4000,
      priority: 8500,
      lateCancelWithin2h: 5900,
    },
    memberships: {},
    rules: { demand: { highPct: 115, surgePct: 125 } },
  },
  technicians: [
    {
      slug: 'tech_hal',
      name: 'Hal Whitaker',
      phone: '+16025550191',
      skills: ['hvac'],
      homeZip: '85014',
      onCall: 'primary',
    },
    {
      slug: 'tech_ida',
      name: 'Ida Morales',
      phone: '+16025550192',
      skills: ['plumbing'],
      homeZip: '85041',
      onCall: 'primary',
    },
  ],
  articles: [
    {
      title: 'What a visit includes',
      body: 'A technician comes in the agreed window, finds the cause and quotes the repair in writing before any work starts. The visit total covers the trip, the diagnostic and any after-hours or holiday fee; the repair is extra.',
    },
    {
      title: 'Arrival windows',
      body: 'Visits are booked in two-hour arrival windows, Monday to Friday. Arizona does not change its clocks, so all times are Phoenix time.',
    },
    {
      title: 'How to pay',
      body: 'Card, check or bank transfer after the visit, or a payment link by text. Card numbers are never taken over the phone. Financing is available for new systems.',
    },
    {
      title: 'Warranty on repairs',
      body: 'Labor is guaranteed for two years, parts by their maker. Refrigerant leaks found on repaired joints are fixed free of charge.',
    },
    {
      title: 'Air conditioners we service',
      body: 'Central air, heat pumps, package units and evaporative coolers of all brands. Window units, portable units and vehicle air conditioning are not serviced.',
    },
    {
      title: 'Keeping cool until we come',
      body: 'Close blinds, drink water and go to a cool place if the house gets too hot. Switch the system off if there is ice on the pipe or water below the indoor unit.',
    },
    {
      title: 'Cancelling or moving a visit',
      body: 'Free of charge until two hours before the window begins; later a late cancellation fee applies.',
    },
  ],
};
