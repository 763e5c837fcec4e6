import type { ClaimSource } from './claim-source.ts';

const HE = '(?:yo )?(?:ya |le |lo |la |te |se |les )*(?:he|hemos)';
const VISITA = '(?:cita|visita|reserva|reservacion|hora|ventana|servicio|lugar|espacio|horario|turno)';
const HECHO =
  '(?:reservad|agendad|programad|confirmad|apartad|asegurad|separad|guardad|anotad|registrad|arreglad)[oa]';
const ALGUIEN =
  '(?:alguien|(?:el|la|un|una|nuestro|nuestra|su) (?:tecnico|tecnica|plomero|electricista|cerrajero|equipo))';

/** What an agent says in Spanish when something is done. Over plain text: lower case, no accents. */
export const SPANISH_CLAIMS: ClaimSource[] = [
  ['booked', '\\b(?:puse|pusimos|metimos|tengo|tenemos) en la (?:lista|agenda)\\b'],
  ['booked', '\\b(?:hora|cita|espacio|lugar|manana|a las \\w+)[^.?!]{0,15} es suy[ao]\\b'],
  ['callback', '\\b(?:lo|la|le) va a (?:llamar|marcar)\\b(?! (?:antes|cuando|al))'],
  [
    'will-come',
    '\\b(?:le |les |te )?(?:cae|llega|visita|atiende) (?:el|la|un|una|nuestro|nuestra) (?:tecnico|tecnica|plomero|electricista|cerrajero)\\b',
  ],
  [
    'will-come',
    '\\b(?:le |les |te )(?:mandamos|enviamos|mandaremos|enviaremos|mandare|enviare) (?:a alguien|(?:a )?(?:un|una|al|el|la|nuestro|nuestra) (?:tecnico|tecnica|plomero|electricista|cerrajero|equipo))\\b',
  ],
  [
    'will-come',
    '\\btiene (?:a )?(?:un|una|al|el|la) (?:tecnico|tecnica|plomero|electricista|cerrajero) (?:en su|en la|ahi|alla)\\b',
  ],
  ['on-the-way', '\\b(?:esta|estan) por llegar\\b'],
  ['booked', '\\besta (?:usted )?en la (?:agenda|lista) (?:de|para)\\b'],
  [
    'paged',
    '\\b(?:el|la|nuestro|nuestra) (?:tecnico|tecnica|plomero|electricista|cerrajero|duen[oa]|gerente|encargad[oa])(?: de guardia)? (?:ya )?(?:recibio|vio|leyo|tiene) (?:el|su|mi) (?:mensaje|recado|aviso)\\b',
  ],
  [
    'discounted',
    '\\b(?:devolvi|devolvimos|reembolsamos|regresamos|(?:he|hemos) (?:devuelto|reembolsado)) (?:el|su|la) (?:dinero|deposito|pago|cuota)\\b',
  ],
  ['on-the-way', '\\b(?:viene|va|esta) (?:saliendo|llegando|de camino|manejando)\\b'],
  ['callback', `\\b${ALGUIEN} (?:lo |la |le |te )?(?:va a llamar|llamara|devolvera la llamada)`],
  ['callback', '\\b(?:lo|la|le|te) (?:llamaran|llamaremos|devolveremos la llamada|devuelvo la llamada)\\b'],
  [
    'callback',
    '\\b(?:el|la|nuestro|nuestra|mi|su) (?:gerente|duen[oa]|jef[ea]|encargad[oa]|supervisor|oficina) (?:lo|la|le|te) (?:llama|llamara|marca|marcara|va a llamar|va a marcar|devuelve)\\b',
  ],
  [
    'discounted',
    '\\b(?:por ciento de descuento|gratis|sin costo|sin cargo|no (?:le |les )?(?:cuesta|costara|cobramos|cobraremos|cobro|vamos a cobrar) (?:nada|la visita|el viaje|el diagnostico))\\b',
  ],
  [
    'discounted',
    '\\b(?:hago|doy|damos|hacemos|aplico|aplicamos|ofrezco|ofrecemos|consigo|aplicado|hecho|(?:dar|hacer|ofrecer|aplicar)(?:le)?) (?:un|el|su) (?:\\w+ )?descuento\\b',
  ],
  ['booked', `\\b${HE} (?:reservado|agendado|programado|confirmado|apartado)\\b`],
  [
    'booked',
    `\\b(?:su|la|esa|tu) ${VISITA} (?:ya )?(?:esta|quedo|queda|ha quedado|fue) (?:ya )?(?:${HECHO}|list[ao])\\b`,
  ],
  [
    'booked',
    '\\b(?:ya )?(?:quedo|queda|esta|quedamos) (?:todo )?(?:reservad[ao]|agendad[ao]|confirmad[ao]|programad[ao]|apartad[ao]|en (?:la agenda|el calendario))\\b',
  ],
  [
    'booked',
    `\\b(?:su|la|tu) ${VISITA} (?:es|sera|esta|quedo|queda) (?:para )?(?:el|manana|hoy|pasado manana|esta (?:tarde|noche)|a las?)\\b`,
  ],
  [
    'booked',
    '\\b(?:hice|hicimos|puse|pusimos|metimos) (?:la|su|una|tu) (?:cita|visita|reserva|reservacion)\\b',
  ],
  [
    'booked',
    '^\\W*(?:ya (?:esta|quedo),? |bueno,? )?(?:hecho|listo)\\W+(?:para )?(?:manana|hoy|esta (?:tarde|noche)|el (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)|a las)\\b',
  ],
  ['booked', '\\b(?:lo|la|los) esperamos\\b'],
  ['booked', `\\ble confirmo (?:su|la) ${VISITA}\\b`],
  [
    'booked',
    '\\b(?:ya )?(?:esta todo listo|todo listo|ya tiene (?:su |una )?(?:cita|visita|reserva)|usted ya tiene|lo tengo (?:reservado|agendado|anotado para)|la tengo (?:reservada|agendada))\\b',
  ],
  ['booked', '\\b(?:nos vemos|lo vemos|la vemos) (?:el|manana|esta|a las|entre)\\b'],
  ['moved', `\\b${HE} (?:cambiado|movido|reprogramado)\\b`],
  ['moved', `\\b(?:su|la) ${VISITA} (?:ya )?(?:fue|ha sido|esta|quedo) (?:cambiada|movida|reprogramada)\\b`],
  ['cancelled', `\\b${HE} cancelado\\b`],
  ['cancelled', `\\b(?:su|la) ${VISITA} (?:ya )?(?:fue|ha sido|esta|quedo) cancelada\\b`],
  [
    'on-the-way',
    '\\b(?:en camino|ya va(?:n)? (?:para|hacia)|va(?:n)? para (?:alla|su|donde)|va(?:n)? en camino|ya salio|ya viene|va saliendo|viene en camino)\\b',
  ],
  ['on-the-way', `\\b${HE} (?:enviado|mandado|despachado) (?:a |un |una |al )`],
  [
    'on-the-way',
    '\\b(?:ya )?(?:le |les |te )?(?:estoy enviando|estoy mandando) (?:a (?:un|una|nuestro|alguien)|al|un|una) (?:tecnico|tecnica|plomero|electricista|cerrajero|equipo|alguien)\\b',
  ],
  [
    'will-come',
    `\\b${ALGUIEN} (?:va a|llegara|estara|ira|vendra|llega|viene|irá)(?: (?:llegar|ir|venir|estar|pasar))?\\b`,
  ],
  [
    'on-the-way',
    '\\b(?:le|les|te) (?:mando|envio|despacho) (?:a alguien|(?:a )?(?:un|una|al|el|la|nuestro|nuestra) (?:tecnico|tecnica|plomero|electricista|cerrajero|equipo))\\b',
  ],
  [
    'on-the-way',
    `\\b(?:enseguida|ahorita(?: mismo)?|en un momento|en seguida) (?:le )?(?:llega|va|viene|sale) ${ALGUIEN}`,
  ],
  [
    'will-come',
    '\\bcuente con (?:el|la|un|una|nuestro|nuestra) (?:tecnico|tecnica|plomero|electricista|cerrajero)\\b',
  ],
  [
    'texted',
    `\\b${HE} (?:enviado|mandado) (?:un |el |su )?(?:mensaje(?: de texto)?|texto|enlace|link|sms)\\b`,
  ],
  [
    'texted',
    '\\b(?:ya )?(?:le |te )(?:estoy enviando|estoy mandando) (?:un |el |su )?(?:mensaje(?: de texto)?|texto|enlace|link|sms)\\b',
  ],
  [
    'message-taken',
    `\\b${HE} (?:tomado|dejado|guardado|anotado|pasado) (?:su |el |un |la |este )?(?:mensaje|recado|nota|solicitud|informacion)\\b`,
  ],
  [
    'message-taken',
    '\\b(?:su|el) (?:mensaje|recado) (?:ya )?(?:fue|ha sido|esta|quedo) (?:guardado|tomado|anotado|entregado)\\b',
  ],
  ['paged', `\\b${HE} (?:avisado|alertado|notificado) (?:al|a la|a nuestro|a nuestra|a todos)`],
  [
    'transferred',
    '\\b(?:lo|la|le|te) (?:estoy )?(?:transfiero|comunico|transfiriendo|comunicando|conecto|paso) (?:con|a|ahora)\\b',
  ],
];

/** Deeds that only an accent tells from a request: "llamé al 911" from "llame al 911". */
export const SPANISH_PAST_CLAIMS: ClaimSource[] = [
  [
    'booked',
    '\\b(?:le |les |te )?(?:reserve|agende|programe|confirme|aparte|asegure) (?:la|su|una|un|el|ese|esa|este|esta|tu|para)\\b',
  ],
  [
    'on-the-way',
    '\\b(?:envie|mande|despache) (?:a (?:un|una|nuestro|alguien)|al|un|una) (?:tecnico|tecnica|plomero|electricista|cerrajero|equipo|alguien)\\b',
  ],
  ['texted', '\\b(?:envie|mande) (?:un |el |su )?(?:mensaje(?: de texto)?|texto|enlace|link|sms)\\b'],
  ['cancelled', '\\b(?:le |les |te )?cancele (?:la|su|tu) (?:cita|visita|reserva|reservacion)\\b'],
  ['discounted', '\\b(?:le |les |te )?(?:reembolse|regrese) (?:el|su|la) (?:dinero|deposito|pago)\\b'],
  ['moved', '\\b(?:le |les |te )?(?:cambie|reprograme|pase) (?:su|la) (?:cita|visita|reserva)\\b'],
  [
    'message-taken',
    '\\b(?:le |les |te )?(?:pase|tome|deje|anote|guarde) (?:su|el|un) (?:recado|mensaje|nota|solicitud)\\b',
  ],
  [
    'paged',
    '\\bhable con (?:el|la|nuestro|nuestra) (?:tecnico|tecnica|plomero|electricista|duen[oa]|gerente|encargad[oa])\\b',
  ],
  [
    'paged',
    '\\b(?:avise|alerte|notifique) (?:al|a la|a nuestro|a nuestra) (?:tecnico|persona|equipo|dueno|guardia|tecnica)',
  ],
];
