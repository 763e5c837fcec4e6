import type { Severity, Trade } from '@afterhourfix/vocabulary';
import type { CallerRole } from './approval.ts';
import type { ResidenceProof } from './residence-proof.ts';

type Language = 'en' | 'es';

/** On whose word the visit rests, and what is checked at the door. */
export interface SiteTerms {
  trade: Trade;
  severity: Severity;
  callerRole: CallerRole;
  /** Who the caller says has said yes, when it was not theirs to say. */
  approvedBy: string | null;
  residenceProof: ResidenceProof | null;
}

const MAX_NAME_LENGTH = 60;

interface SiteWords {
  roles: Readonly<Partial<Record<CallerRole, string>>>;
  approved(by: string): string;
  openFirst: string;
  proofs: Readonly<Record<ResidenceProof, string>>;
  check(proof: string): string;
  summary: string;
}

const WORDS: Readonly<Record<Language, SiteWords>> = {
  en: {
    roles: { tenant: 'The caller rents.', property_manager: 'The caller manages the property.' },
    approved: (by) => ` Approved, says the caller, by ${by}.`,
    openFirst: 'Open FIRST, somebody may be in danger inside. Check the ID after.',
    proofs: {
      'id-with-address': 'photo ID with this address',
      'id-and-paper': 'photo ID and a lease, deed or bill with this address',
      'owner-or-manager-confirms': 'photo ID, and the landlord or manager confirms to you',
      none: 'photo ID and a paper with this address',
    },
    check: (proof) => `BEFORE you open: ${proof}, in the caller's name. No match: do not open, tell us.`,
    summary: ' How to check at the door is in your text messages.',
  },
  es: {
    roles: { tenant: 'Quien llama renta.', property_manager: 'Quien llama administra la propiedad.' },
    approved: (by) => ` Aprobado, dice quien llama, por ${by}.`,
    openFirst: 'Abra PRIMERO, puede haber alguien en peligro. Revise la identificación después.',
    proofs: {
      'id-with-address': 'identificación con foto y esta dirección',
      'id-and-paper': 'identificación con foto y contrato, escritura o recibo con esta dirección',
      'owner-or-manager-confirms': 'identificación con foto, y el dueño o administrador se lo confirma',
      none: 'identificación con foto y un papel con esta dirección',
    },
    check: (proof) =>
      `ANTES de abrir: ${proof}, a nombre de quien llama. Si no coincide, no abra y avísenos.`,
    summary: ' Qué revisar en la puerta está en sus mensajes de texto.',
  },
};

/** What the technician reads of it on the page; empty when there is nothing to say. */
export function toSiteLines(terms: SiteTerms, language: Language): string[] {
  const { roles, approved } = WORDS[language];
  const role = roles[terms.callerRole];
  const yes = terms.approvedBy === null ? '' : approved(terms.approvedBy.slice(0, MAX_NAME_LENGTH));
  const steps = toDoorSteps(terms, language);
  return [...(role === undefined ? [] : [`${role}${yes}`]), ...(steps === null ? [] : [steps])];
}

/** What is said aloud of it; nothing of the house or the caller. */
export const toDoorSummary = (terms: SiteTerms, language: Language): string =>
  terms.trade === 'locksmith' ? WORDS[language].summary : '';

function toDoorSteps({ trade, severity, residenceProof }: SiteTerms, language: Language): string | null {
  if (trade !== 'locksmith') return null;
  const { openFirst, proofs, check } = WORDS[language];
  return severity === 'life_safety' ? openFirst : check(proofs[residenceProof ?? 'none']);
}
