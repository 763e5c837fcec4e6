import type { DemoBusiness } from './demo-business.ts';

export const REDWOOD: DemoBusiness = {
  id: '0197a000-0000-7000-8000-000000000003',
  agentId: '0197a000-0000-7000-8000-000000000103',
  slug: 't_redwood',
  name: 'Redwood Home Response',
  timeZone: 'America/Los_Angeles',
  state: 'CA',
  trades: ['plumbing', 'electrical', 'water_damage', 'roofing'],
  hours: {
    mon_fri: ['08:00', '17:00'],
    sat: null,
    sun: null,
  },
  holidays: ['2026-11-26', '2026-12-25', '2027-01-01'],
  phoneNumber: '+17075550142',
  onCallNumber: '+17075550190',
  ownerNumber: '+17075550199',
  serviceArea: {
    core: ['95401', '95403', '95404', '95405', '95409'],
    edge: ['95472', '94928'],
    referrals: {},
  },
  prices: {
    fees: {
      trip: 6900,
      diagnostic: 9900,
      afterHours: 13000,
      holiday: 18000,
      edge: 4500,
      priority: 9000,
      lateCancelWithin2h: 6900,
    },
    memberships: {},
  },
  technicians: [
    {
      slug: 'tech_jun',
      name: 'Jun Park',
      phone: '+17075550191',
      skills: ['plumbing'],
      homeZip: '95401',
      onCall: 'primary',
    },
    {
      slug: 'tech_kai',
      name: 'Kai Nakamura',
      phone: '+17075550192',
      skills: ['electrical'],
      homeZip: '95403',
      onCall: 'primary',
    },
    {
      slug: 'tech_lou',
      name: 'Lou Bennett',
      phone: '+17075550193',
      skills: ['water_damage', 'roofing', 'plumbing_assist'],
      homeZip: '95409',
      onCall: 'primary',
    },
  ],
  articles: [
    {
      title: 'What a visit includes',
      body: "A technician comes in the agreed window, finds the cause and quotes the repair in writing before any work starts. Water damage assessments are free of a diagnostic fee. The repair is extra and needs the customer's approval.",
    },
    {
      title: 'Arrival windows',
      body: 'Visits are booked in two-hour arrival windows, Monday to Friday. An adult has to be present.',
    },
    {
      title: 'How to pay',
      body: 'Card, check or bank transfer after the visit, or a payment link by text. Card numbers are never taken over the phone.',
    },
    {
      title: 'Water damage and insurance',
      body: 'We document moisture readings and photos for the insurer and can bill most of them directly. Drying usually takes three to five days. The customer decides whether to file a claim.',
    },
    {
      title: 'Warranty on repairs',
      body: "Labor is guaranteed for one year, roofing work for five. Parts carry the maker's warranty.",
    },
    {
      title: 'Roof leaks',
      body: 'In dry and calm weather we put a tarp on an active leak and repair later. Nobody goes on a roof in lightning or high wind. Customers should stay off the roof.',
    },
    {
      title: 'Licenses and insurance',
      body: 'Licensed California contractor for plumbing, electrical and roofing work, bonded and insured; water restoration by IICRC certified technicians.',
    },
  ],
};
