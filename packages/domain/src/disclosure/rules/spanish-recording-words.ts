// Patterns over the words of `toPlainWords`, which have no accents.

const RECORD = 'grab(?:ar(?:me|nos|la|lo|se)?|e|en|es|aran?|ando(?:me|nos)?|ad[oa]s?|acion|aciones|adora)';
const RECORDING = '(?:grabacion(?:es)?|grabadora|grabado)';
const MACHINES = '(?:camaras?|timbre|sistema|alarma|telefono|aparato|equipo)';
const STOP = '(?:deja|deje|dejen|dejar|para|pare|paren|parar)';
const SWITCH_OFF =
  '(?:apaga|apague|apaguen|apagar|quita|quite|quiten|quitar|desactiva|desactive|desactiven|desactivar|detenga|detengan|deten|detener|para|pare|paren|parar|corta|corte|corten|cortar|cancele|cancelen|cancelar|suspenda|suspendan|suspender|pause|pausen|pausar|borre|borren|borrar|elimine|eliminen|eliminar)';

const ENDS = '(?= (?:por favor|gracias|senor|senorita|para nada)\\b|(?: \\||$))';

/** The caller refuses to be recorded. */
export const SPANISH_REFUSALS: readonly RegExp[] = [
  `\\bno (?:quiero|quisiera|queremos|deseo|acepto|aceptamos|permito|permitimos|autorizo|consiento|doy|di|he dado|estoy de acuerdo|me gusta|me gustaria|apruebo)(?: (?!hablar|escuchar|oir|dejar|pare|deje|apague|que (?:pare|deje|apague)\\w*)\\w+){0,6}? ${RECORD}\\b`,
  `\\bno (?:me |nos |la |lo |se |esto )*(?:grabe|graben|grabes)\\b`,
  `\\bno (?:me |nos )?(?:puede|pueden|puedes|debe|deben|podria|podrian|podrias|vayan? a|tiene derecho a|tienen derecho a)(?: (?:estar|ser))? (?:grabar(?:me|nos|la|lo)?|grabando(?:me|nos)?)\\b`,
  `\\bno grabar(?:me|nos|la|lo)?\\b`,
  `\\b(?:prefiero|preferiria|quisiera|mejor|pido|pedir|pediria)(?: \\w+){0,3} no (?:\\w+ ){0,3}?${RECORD}\\b`,
  `\\bno consiento\\b(?= \\||$)|\\bno doy mi consentimiento\\b(?! para (?!que|la grab|grab|ser|esta grab))`,
  `\\bno (?:tiene|tienen|tienes)(?: \\w+){0,3} (?:permiso|consentimiento|autorizacion)(?: \\w+){0,3} ${RECORD}\\b`,
  `\\bsin mi (?:permiso|consentimiento|autorizacion)\\b[^|]*${RECORD}\\b|${RECORD}\\b[^|]*sin mi (?:permiso|consentimiento|autorizacion)\\b`,
  `(?<!\\bno )(?<!\\b(?:no|que) (?:me|se|lo) )\\b${STOP}(?: ya)? de grabar(?:me|nos|la|lo)?\\b`,
  `(?<!\\bno (?:me |se |lo )?)\\b${SWITCH_OFF}(?: (?:ya|por favor|la|el|esa|esta|su|ese|lo|todo|usted|de))* ${RECORDING}\\b`,
  `\\bsin (?:que (?:\\w+ ){0,3}?)?(?:ser |estar )?${RECORD}\\b`,
  `\\b(?:me niego|nos negamos|me opongo|rechazo)(?: \\w+){0,4}? ${RECORD}\\b`,
  `(?<!\\bno )\\bme (?:molesta|incomoda|importa) (?:mucho )?que (?:me |nos )?${RECORD}\\b`,
  `\\bno (?:lo |la )?autorizo(?: (?:eso|esto))?${ENDS}`,
  `\\bno (?:doy|he dado|di|tiene|tienen|tienes)(?: (?:mi|nuestro|nuestra))? (?:permiso|consentimiento|autorizacion)${ENDS}`,
  `\\bfuera de (?:la )?grabacion\\b|\\bque no quede (?:registro|constancia)\\b`,
  `(?<!\\bno )(?<!\\bno (?:me|se|la) )\\b${SWITCH_OFF} (?:la|esa|esta|su) cinta${ENDS}`,
  `\\bno (?:quiero|quisiera|deseo)(?: (?:salir|quedar|aparecer|estar))+ en (?:la |una |su )?cinta\\b`,
  `\\bnada de (?:grabar|grabaciones|grabacion)\\b`,
  `(?<!\\b(?:hay|es|tengo|tiene|encuentro|fue|era|oigo|con) )(?<!\\w )\\bno (?:a la |a las )?grabacion(?:es)?\\b`,
].map((pattern) => new RegExp(pattern, 'u'));

/** At their start, as the English ones. */
const FIRST =
  '^(?:\\| )?(?:(?:hola|este|ay|oiga|mire|bueno|pues|si|no|espere|perdon|disculpe|por favor)(?: \\|)* )*';

/** The caller has just been told of the recording, and refuses it. */
export const SPANISH_REFUSALS_OF_NOTICE: readonly RegExp[] = [
  `${FIRST}(?:(?:me |lo )?(?:puede|podria|pueden|puedes) )?(?:${SWITCH_OFF}) (?:eso|esto)${ENDS}`,
  `${FIRST}(?:(?:puede|podria|pueden|puedes) )?(?:apaguelo|apagarlo|apaguenlo|quitelo|quitarlo|desactivelo|paralo|detengalo)${ENDS}`,
  `${FIRST}(?:prefiero que |preferiria que )?no (?:haga|hagan|hagas|hiciera) (?:eso|esto)${ENDS}`,
  `${FIRST}no (?:estoy de acuerdo(?: con (?:eso|esto))?|quiero (?:eso|esto)|acepto(?: (?:eso|esto))?)${ENDS}`,
].map((pattern) => new RegExp(pattern, 'u'));

/** Sentences that hold a refusal's words and are none; they are taken out before it is looked for. */
export const SPANISH_FALSE_FRIENDS: readonly RegExp[] = [
  `\\bno (?:me |nos |le )?(?:molesta|importa|incomoda|preocupa|afecta)\\b[^|]*?${RECORD}\\b`,
  `\\bno (?:hay|tengo|tenemos|veo|es)(?: \\w+)? (?:problemas?|inconvenientes?|objecion)\\b[^|]*?(?:${RECORD}|graba[sn]?)\\b`,
  `\\b(?:hablar|hablando|escuchar|oir|dejar)(?: \\w+){0,2} (?:grabacion|grabadora|contestadora)\\b`,
  `\\bno (?:deje|dejen|dejes|pare|paren|pares|quiero que (?:deje|dejen|pare|paren|apague|apaguen))(?: \\w+){0,3}? ${RECORD}\\b`,
  `\\bno (?:la |lo )?(?:apague|apaguen|apagues|quite|quiten|borre|borren|corte|corten)(?: \\w+){0,2} ${RECORDING}\\b`,
  `\\b(?:mi|la|las|mis|el|nuestra|su) (?:\\w+ )?${MACHINES}(?: \\w+){0,4} ${RECORD}\\b`,
  `\\bno es una grabacion\\b`,
].map((pattern) => new RegExp(pattern, 'gu'));

/** Said after a refusal, they take it back. */
export const SPANISH_PERMISSIONS: readonly RegExp[] = [
  `(?<!\\bno )(?<!\\bno (?:me|nos|la|lo) )\\b(?:puede|pueden|puedes)(?: (?:ya|seguir|volver a|empezar a))* (?:grabar(?:me|nos|la|lo)?|grabando)\\b`,
  `(?<!\\bno )\\b(?:siga|sigan|vuelva a|vuelvan a|empiece a|continue) (?:grabar|grabando)\\b`,
  `(?<!\\bno )\\b(?:esta bien|de acuerdo|acepto|consiento|autorizo|doy (?:mi )?(?:permiso|consentimiento))(?: \\w+){0,4} (?:${RECORD}|graba[sn]?)\\b`,
  `(?<!\\bno )\\b(?:active|activen|prenda|prendan|encienda|ponga) (?:otra vez |de nuevo )?(?:la )?grabacion\\b`,
  `\\bno (?:me |nos )?(?:molesta|importa)\\b[^|]*?(?:${RECORD}|graba[sn]?)\\b`,
  `(?<!\\bno |\\bno (?:me|la|lo) )\\b(?:grabe|graben)(?: (?:la llamada|esto|si quieren?|no mas|nomas))`,
].map((pattern) => new RegExp(pattern, 'u'));
