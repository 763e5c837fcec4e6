import { readClaims } from './src/spoken-facts/rules/claims.ts';
for (const t of process.argv.slice(3)) console.log(t, readClaims(t,process.argv[2] as 'en').map(c=>c.action+':'+t.slice(c.start,c.end)));
