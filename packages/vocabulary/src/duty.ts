/** Who is called first, and who when the first does not answer. */
export type Duty = 'primary' | 'secondary';
