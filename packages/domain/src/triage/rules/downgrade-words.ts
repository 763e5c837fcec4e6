import type { Phrases } from './triage-rule.ts';

/** Words with a hazard in them that mean none. One that covers a word of a hit takes the hit away. */
export const FALSE_FRIENDS: Phrases = {
  en: [
    '(gas/electric/water) (bill/bills)',
    'gas (station/stations/pump/mileage/tank/pedal/guzzler)',
    'gas company',
    '(out of/step on the) gas',
    'burning (sensation/question/desire/money/calories)',
    '(burned/burnt) out (bulb/light/lightbulb/lamp)',
    '(bulb/light) (burned/burnt) out',
    'burned (me/us/him) on',
    'fire (my/our/the/him/her/them/that) (contractor/guy/plumber/landlord/electrician/him/company)?',
    'fire (hazard*/code*/inspect*/inspector*/safety/rated/insurance/alarm inspection/alarm (test/installed/company)/fighter*/station/department/house/truck/hydrant/place/pit/stick/sale/drill/marshal/extinguisher/wood/escape)',
    '(fireplace/fired/firepit)',
    '(reviews/phone/sales/team/bank account/career) … on fire',
    'smoke (test/break/signals/shop/screen/detector/detectors/alarm/alarms)',
    'name is (spark*/smoke*/blaze/flame*/burn*)',
    '(burning/fire/smoke*/spark*/flame*/gas) (tree/oak/street/lane/road/drive/avenue/court/ridge/hill/creek/alley/way)',
    'i smoke',
    '(i/he/she/we) (go/went/step*/am/is/are) … (smoke/smoking) (cigarette*/break)?',
    '(smoking/smokin) (deal/section/area/gun)',
    '(no/non) smoking',
    'smoke free',
    'smoker*',
    'holy smoke*',
    'spark plug*',
    'sparkling',
    'sparky',
    'sick (of/and tired/leave/day/days)',
    '(extractor/hood/campana) … smoke',
    'warm welcome',
    '(smoke/co/carbon monoxide) (detector/detectors/alarm/alarms) (install*/replaced)',
    'flooded with (calls/work/emails/orders/jobs)',
    '(is/are) killing me',
    '(going to/gonna/will) kill (me/us)',
    'dying to',
    'hitting me up',
    'shot (me/us/him/her) … (text/email/message/quote/price)',
    '(caulk/caulking/glue/nail/staple/heat/grease/spray/water) gun',
    'sprinkler (line*/head*/pipe*)',
    'buzz cut',
    'shocking (bill/price*/cost/quote/estimate/news)',
    'shocked … (price*/bill/cost/quote/estimate/total/see/hear)',
    'alarm clock*',
    'dead battery',
    'hot (water/tub/dog/deal/shot/plate/stuff)',
    'solar panel*',
    'smell* like (new/fresh/clean/roses/money/paint)',
    'denver co',
    '(boulder/aurora/pueblo/springs/colorado) co',
    'locked out of my (account/email/phone/app)',
    'panel (of judges/discussion)',
    'chest … tight* … (saw/see/seeing/heard/opened) … (quote/price*/bill/estimate/invoice/total/cost)',
    '(tool/ice/hope/cedar/toy/treasure) chest',
    'chest (freezer/drawers)',
    'not (have/own) … (carbon monoxide/co/smoke) (alarm*/detector*)',
    'after (a/the/his/her/our/their/my) fire',
    'who (do/should/would/can) (i/we) (call/phone/contact) (if/when) … <smell> … (for later/just so/in the future)',
    '(electric/electrical/power) (line/lines)',
  ],
  es: [
    '(factura/recibo/cuenta/pago) gas',
    'gasolinera*',
    'compania gas',
    '(camion/repartidor) gas',
    '(quemaron/quemo/quema) (con)? (precio/bolsillo)',
    'fundio foco',
    'fuego lento',
    'alarma* (humo/incendio*)',
    '(calle/avenida/colonia) (fuego/humo/incendio*/chispa*/llama*/lumbre)',
    '(extractor/campana) humo',
    'extractor humo',
    '(estacion/cuartel) bomberos',
    '(me)? muero de (calor/frio/hambre/ganas)',
    'detector* humo',
    'alarma* (despertador/carro)',
    'pecho … (vi/ver/oi/escuche) … (precio/recibo/factura/cuenta/cotizacion)',
    'no (tengo/tenemos/hay) … (detector*/alarma*) (monoxido/humo/incendio*)',
    'despues de (un/el) incendio*',
    'a quien (llamo/llamamos/hay que llamar) (si/cuando) … huel* … (para despues/para la proxima/nomas para saber)',
    'fuegos artificiales',
    '(tomo/tome) … foto*',
    'infarto … (recibo/precio/factura/cuenta/vi)',
    'echando chispas de (enojo/coraje)',
  ],
};

/** The hazard was long ago: the sentence tells so. */
export const LONG_AGO: Phrases = {
  en: [
    '(last/previous) (year/summer/winter/spring/fall/owner/owners/house/apartment)',
    '(years/months/year/decade/decades) ago',
    'a while (back/ago)',
    'back in (the)? (day/high school/nineteen*/twenty*/19*/20*)',
    'used to',
    'when i was (a kid/little/young/growing up)',
    'my old (house/apartment/place)',
  ],
  es: [
    '(ano/invierno/verano) pasado',
    'hace (anos/meses/un ano/mucho tiempo)',
    'hace (dos/tres/cuatro/cinco) (anos/meses)',
    'cuando era nin*',
    '(casa/departamento) anterior',
  ],
};

/** Somebody dealt with it. With a recent past ("last week") this is needed as well. */
export const CLEARED: Phrases = {
  en: [
    '(they/department/company/firemen/utility/fireman/guys) … (cleared/fixed/shut/repaired/capped)',
    'all clear',
    '(was/were/got/been) (fixed/repaired/replaced/cleared/taken care of)',
    '(fixed/repaired/replaced) (it)? (already/since)',
    'turned out to be nothing',
    'false alarm',
  ],
  es: [
    'ya se arreglo',
    'ya lo (arreglaron/cambiaron/revisaron/repararon)',
    'ya la (arreglaron/cambiaron/revisaron/repararon)',
    '(arreglaron/cambiaron/repararon)',
    'falsa alarma',
  ],
};

/** Said of the very danger: a word of it and of these. Not where the sentence goes on with what is wrong now. */
export const MENDED: Phrases = {
  en: [
    '(you/they/guys/company/plumber/technician/tech/utility) … (fixed/repaired/capped/sealed) … leak*',
    'leak* (was/is/got/been/has been) (all)? (fixed/repaired/capped/sealed/taken care of)',
    'leak* … (march/april/may/june/july/august/september/october/november/december/january/february) … (fixed/repaired/capped)',
  ],
  es: [
    'ya se (arreglo/reparo/soluciono) … (fuga*/escape)',
    'ya (arreglaron/repararon/taparon) … (fuga*/escape)',
    '(fuga*/escape) … ya (se)? (arreglo/reparo/arreglaron/repararon)',
    '(fuga*/escape) … ya (esta/quedo) (arreglad*/reparad*)',
  ],
};

export const RECENTLY: Phrases = {
  en: ['last (week/month/night/weekend/time)', 'yesterday', 'the other (day/night/week)', 'earlier'],
  es: ['(semana/mes/noche) pasad*', 'anoche', 'ayer', 'el otro dia'],
};

/** In the sentence of the hit these keep a past hazard alive. */
export const STILL_THERE: Phrases = {
  en: [
    'again',
    'still',
    'now',
    'today',
    'tonight',
    'keeps',
    'since',
    'ever since',
    'every',
    'right now',
    'is back',
    'getting',
  ],
  es: ['otra vez', 'de nuevo', 'todavia', 'ahora', 'ahorita', 'hoy', 'sigue', 'desde', 'cada', 'volvio'],
};

/** It happened elsewhere, to somebody who is not in danger now. */
export const ELSEWHERE: Phrases = {
  en: [
    '(on/in) (the)? (news/tv/television/radio/movie/movies/facebook/youtube/nextdoor)',
    'i (read/heard) about',
    '(cousin/uncle/aunt/friend/coworker/brother/sister/boss/buddy/neighbor) … (had/lost)',
    '(cousin/uncle/aunt/friend/buddy) in (texas/florida/another state/ohio/california/mexico)',
  ],
  es: [
    'en las noticias',
    'en la (tele/television/radio)',
    'en facebook',
    '(primo/prima/amigo/amiga/tio/tia/vecino/vecina) … (tuvo/tuvieron)',
  ],
};

/** Said of what might be. The word after must not point at something present: "what if it is gas". */
export const WHAT_IF: Phrases = {
  en: [
    'what (do/should/would) (i/we) do (if/when)',
    'what (happens/happen) (if/when)',
    'what if (a/the/my/our/there/i/we/one/carbon/pipe/someone)',
    'if (i/we) (ever/were)',
    'if (there) (ever)? (is/was/were)',
    'in case',
    'how (do/would/will/can) (i/we) (know/tell) if',
    'could (it/that/this) (ever)?',
    'would (it/that/this) ever',
    '(worried/afraid) (it/that/there) (might/could)',
    'is it (dangerous/safe) if',
  ],
  es: ['que (hago/hacemos) si', 'que (pasa/pasaria) si', 'en caso', 'y si algun dia', 'podria'],
};

/** What follows on one that is mended, and says that it is not. */
export const YET: ReadonlySet<string> = new Set(
  'but though however pero aunque huele oliendo smell smells'.split(' '),
);

/** The water is caught or shut off: no damage is being done. */
export const CONTAINED: Phrases = {
  en: [
    '(shut/turned) … (valve/water/it/main) off',
    '(shut/turned) off … (valve/water/main)',
    '(water/valve/main) … (is/turned/shut) off',
    '(bucket/bowl/pan/towel) (under/underneath)',
    '(tiny/small/little/slow/minor) … (bit/drip/leak)',
    '(a)? tiny',
  ],
  es: ['cerr* … llave', '(cubeta/balde/bandeja)', 'gotea poquito', 'fuga (chica/pequena)'],
};

export const NEGATORS = {
  en: new Set('no not never without nobody none nothing neither nor nope'.split(' ')),
  es: new Set('no sin nunca ni ningun ninguno ninguna nada nadie tampoco jamas'.split(' ')),
} as const;

/** "No hay nada": in Spanish these repeat a denial, where in English a second one undoes it. */
export const REPEATING_NEGATORS: ReadonlySet<string> = new Set(
  'nunca ni ningun ninguno ninguna nada nadie tampoco jamas'.split(' '),
);

/** Only these, or words of another hit, may stand between a negator and what it denies. All else leaves the hit. */
export const BRIDGES: ReadonlySet<string> = new Set(
  `any the a an sign signs of smell smells smelling see saw seeing hear hearing feel notice noticed have has had having
   been there is are was were be it that like to at all really seem seems seeing even or i we they do does did getting
   coming going actual visible anything something my strange funny weird strong kind sort
   gas smoke spark sparks sparking fire flames alarm alarms burning burnt flooding odor hot
   hay huele a olor olores de o se ve veo siento sale salen esta estan estamos el la tengo tenemos echando oye nada ningun
   ninguna ni humo chispas fuego quemado alarma`.split(/\s+/),
);

/** What links two negators that undo each other: "it is not that there is no smell". */
export const DOUBLING: ReadonlySet<string> = new Set(
  'that there is it like say saying mean que es hay digo'.split(' '),
);

/** "Not just gas": more, not less. */
export const NOT_ONLY: ReadonlySet<string> = new Set(
  'just only merely solo solamente nomas unicamente'.split(' '),
);
