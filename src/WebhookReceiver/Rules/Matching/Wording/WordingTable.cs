using System.Collections.Frozen;

namespace WebhookReceiver.Rules.Matching.Wording;

/// <summary>What people of one language write around a command such as "cancel". Entries are parted by commas.</summary>
/// <param name="Courtesy">Changes nothing, whatever the command.</param>
/// <param name="Wish">That somebody wants it, or asks for it.</param>
/// <param name="Orders">What is cancelled.</param>
/// <param name="Messages">What is stopped.</param>
/// <param name="Doubts">Negations and question words: the command is spoken of, not given.</param>
internal sealed record WordingTable(string Courtesy, string Wish, string Orders, string Messages, string Doubts)
{
    private static readonly FrozenDictionary<string, WordingTable> ByLanguage = new Dictionary<string, WordingTable>(
        StringComparer.Ordinal
    )
    {
        ["ar"] = new(
            "من فضلك, من فضلكم, لو سمحت, لو سمحتم, رجاء, الرجاء, شكرا, شكرا لك, لا شكرا, الان, حالا, فورا, نعم, حسنا, تمام, عفوا, اسف, مرحبا",
            "اريد, أريد ان, ابغى, ابي, عايز, عاوز, اود, احتاج, ممكن, ارجو, نريد, اريد ان, بدي, حاب, حابب, ودي, نبغي, بغيت, هل يمكنكم, هل يمكنك, ارجوكم",
            "هذا, هذه, ذلك, كل شيء, الكل, الطلب, طلبي, الحجز, حجزي, الموعد, موعدي, حجزنا, موعدنا, الطلبية, طلبيتي, كله, كامل, كل الطلب",
            "هذا, كل, الرسائل, رسائل, الرسايل, ارسال, ارسال الرسائل, عن, مراسلتي, ازعاجي, الاشعارات",
            "لا, لم, لن, ليس, ما, غير, بدون, متى, كيف, ماذا, لماذا, ليش, اين, من, هل, كم, مش, مو, ما بدي, ما اريد, يمكن, يمكنني, هل ممكن, لا داعي, داعي"
        ),
        ["da"] = new(
            "tak, mange tak, nej tak, venligst, nu, straks, ok, ja, undskyld, hej, så, bare",
            "jeg vil, jeg vil gerne, vi vil gerne, kan du, kan i, jeg skal, vær venlig at, at",
            "det, den, dette, denne, det hele, alt, min, mit, ordre, ordren, bestilling, bestillingen, booking, aftale, aftalen",
            "det, med, at, sende, skrive, mig, til, beskeder, beskederne, sms, alle, reklamer",
            "ikke, ingen, aldrig, nej, uden, hvornår, hvordan, hvad, hvorfor, hvor, hvem, kan jeg, må jeg, er, jeg"
        ),
        ["de"] = new(
            "bitte, bitte bitte, danke, danke schön, dankeschön, vielen dank, nein danke, jetzt, sofort, gleich, ok, okay, ja, sorry, entschuldigung, tut mir leid, hallo, hi, doch, lieber, mal, dann, also, einfach, gerne, gern, vergiss es, vergessen sie es, schade, leider",
            "ich möchte, ich moechte, ich will, ich würde, ich wuerde, ich wollte, ich werde, ich hätte gern, ich würde gerne, ich wuerde gerne, ich würde gern, ich muss, wir möchten, wir wollen, können sie, koennen sie, könnten sie, kannst du, könntest du, möchte, ich möchte gerne, lass uns, lassen sie uns, ich, will, wollen, würde, wuerde, würden, wir, müssen, muss, bitte sie, darum, um, zu, können sie bitte, ihr, bräuchte",
            "es, das, dies, alles, den, die, der, diese, diesen, dieses, meine, meinen, mein, ganze, bestellung, auftrag, buchung, reservierung, termin, vorgang, anfrage, sie, unsere, unseren, unser, ganzen, komplett, die ganze, tisch, zimmer, kurs, meines, meiner, dem, das ganze",
            "es, das, alles, mit, den, die, alle, diesen, diese, eure, euren, ihre, ihren, deine, nachrichten, sms, mir, mich, zu, schreiben, schicken, senden, kontaktieren, werbung, newsletter, benachrichtigungen, whatsapp",
            "nicht, kein, keine, keinen, nie, niemals, nein, ohne, noch nicht, wann, wie, was, warum, wieso, wo, wer, welche, kann ich, darf ich, können wir, ob, ist, kann, man, ich, passiert, wenn, kann man, noch, überhaupt, auch, falls, müsste, keinesfalls, auf keinen fall, brauche, brauchen, geht, warum soll"
        ),
        ["el"] = new(
            "παρακαλώ, σας παρακαλώ, ευχαριστώ, όχι ευχαριστώ, τώρα, αμέσως, οκ, εντάξει, ναι, συγγνώμη, γεια",
            "θέλω να, θα ήθελα να, πρέπει να, μπορείτε να, μπορείς να, να, θέλω",
            "το, αυτό, όλα, την, τη, τον, μου, παραγγελία, κράτηση, ραντεβού",
            "το, αυτό, όλα, τα, μηνύματα, μου, να, στέλνετε, μηνύματά, sms",
            "δεν, μην, μη, όχι, ποτέ, χωρίς, πότε, πώς, τι, γιατί, πού, ποιος, μπορώ, αν"
        ),
        ["en"] = new(
            "please, pls, plz, plse, pleas, pleaase, kindly, thanks, thank you, thankyou, thank u, thx, tnx, ty, cheers, many thanks, no thanks, no thank you, now, right now, right away, immediately, asap, at once, ok, okay, k, yes, yeah, yep, sorry, actually, just, then, so, hi, hello, hey, well, oh, sir, madam, ma'am, guys, anyway, instead, for me, forget it, forget about it, forget that, no please, pardon, sorry but, but, unfortunately, apologies, my apologies, my bad, dear, team, and, nvm",
            "i want to, i want, i would like, i'd like, i need, i would like to, i'd like to, i'd rather, i would rather, i prefer to, i wanna, wanna, want to, i need to, i have to, i must, i wish to, i've decided to, i decided to, can you, could you, would you, will you, can we, let's, let us, let me, i'm going to, i am going to, i will, i'll, we want to, we would like to, we'd like to, we need to, i want you to, you can, go ahead and, you to, to, need to, need, have, have to, going to, would, like to, can u, could u, pls can you, i am, i have, i was, must, try to, trying to, let me just, no i want to, no i would like to, think i, i think i, i think i will, i guess i",
            "it, this, that, these, all, all of, everything, my, the, our, whole, entire, order, orders, booking, bookings, reservation, appointment, request, form, process, thing, visit, purchase, registration, questions, conversation, chat, all my, it all, them, the rest, table, room, lesson, class, session, ticket, tickets, our appointment, appt, the lot, booking for me, my name, here, from, with, of, on, for, today, tomorrow",
            "it, this, that, these, those, all, everything, the, your, them, messages, message, msgs, texts, text, texting, txting, messaging, sending, writing, contacting, calling, spamming, bothering, pinging, me, us, to, sms, whatsapp, whatsapps, spam, ads, adverts, advertising, promotions, promos, notifications, updates, reminders, marketing, newsletter, newsletters, subscription, number",
            "don't, do not, doesn't, does not, didn't, did not, not, never, no, can't, cannot, can not, won't, will not, shouldn't, isn't, without, nor, when, how, what, why, where, who, which, does, do, did, is, are, was, can i, may i, could i, can, if, should, whether, what's, whats, happens, possible, i, you, we, no need, needn't, need not, wouldn't, rather not, how much, any fee"
        ),
        ["es"] = new(
            "por favor, porfavor, porfa, porfis, x favor, xfa, xfavor, gracias, muchas gracias, mil gracias, no gracias, ya, ahora, ahora mismo, ya mismo, inmediatamente, ok, vale, si, bueno, perdón, perdona, perdone, disculpe, disculpa, lo siento, mejor, hola, entonces, pues, olvídalo, olvídelo, déjalo, lástima, pero",
            "quiero, quisiera, deseo, necesito, me gustaría, quería, puedes, podrías, puede, podría, pueden, podrían, prefiero, voy a, vamos a, tengo que, queremos, yo quiero, quiero que, necesito que, querría, quiero yo, desearía, deseamos, favor de, le pido, les pido, debo, tuve que, quieres, querer",
            "esto, lo, la, eso, este, esta, ese, esa, todo, toda, el, mi, pedido, reserva, reservación, cita, orden, compra, solicitud, formulario, proceso, visita, turno, toda la, todo el, nuestra, nuestro, hora, mesa, habitación, clase, completo, completa, del, de, las, los, mis",
            "esto, lo, eso, todo, todos, de, los, las, el, la, mis, sus, estos, esos, mensajes, mensaje, enviar, enviarme, mandar, mandarme, escribir, escribirme, me, con, sms, whatsapp, publicidad, notificaciones, promociones, suscripción, spam",
            "no, nunca, jamás, tampoco, sin, todavía no, cuándo, cuando, cómo, qué, cuál, dónde, por qué, porque, quién, cuánto, puedo, se puede, podemos, pasa, es, se, yo, hace falta, es necesario, haga falta, puede ser que, podría yo, aún"
        ),
        ["fr"] = new(
            "s'il vous plaît, s'il te plaît, svp, stp, merci, merci beaucoup, non merci, merci de, merci d, maintenant, tout de suite, immédiatement, ok, oui, d'accord, désolé, désolée, pardon, bonjour, salut, alors, finalement, en fait, bon, laissez tomber, laisse tomber, tant pis, mais, malheureusement",
            "je veux, je voudrais, j'aimerais, je souhaite, je souhaiterais, je dois, j'ai besoin de, j'ai besoin d, je préfère, je vais, vous pouvez, pouvez vous, peux tu, pourriez vous, veuillez, nous voulons, nous voudrions, il faut, moi, veux, voudrais, voulons, souhaite, souhaitons, souhaiterais, aimerais, préfère, dois, faut, j'ai, besoin d, besoin de, nous devons, on veut, on voudrait, s'il vous plaît de, pouvez vous s'il vous plaît, nous",
            "ça, cela, ceci, le, la, les, tout, ma, mon, mes, cette, ce, commande, réservation, rendez vous, rdv, demande, formulaire, visite, achat, l'ordre, toute, tous, toutes, notre, nos, votre, table, chambre, cours, séance, ensemble, mon rendez vous, l, de, du, complètement",
            "ça, cela, tout, tous, de, les, vos, ces, le, la, messages, message, sms, textos, envoyer, m'envoyer, d'envoyer, m'écrire, écrire, contacter, me, moi, pub, pubs, publicité, publicités, notifications, spam",
            "ne, pas, jamais, non, sans, ni, quand, comment, que, quoi, quel, quelle, où, pourquoi, qui, est ce que, puis je, je peux, peut on, on peut, combien, si, c'est, est, je, peux, peut, pouvons, possible, encore, n'ai pas besoin, plus, aucunement, surtout pas, ai je, n, pas besoin"
        ),
        ["he"] = new(
            "בבקשה, אנא, תודה, תודה רבה, לא תודה, עכשיו, מיד, מייד, אוקיי, אוקי, כן, סליחה, שלום, היי",
            "אני רוצה, אני רוצה ל, רוצה, אני צריך, אני צריכה, אפשר, אנחנו רוצים, תוכלו, תוכל",
            "את זה, זה, את, הכל, ההזמנה, הזמנה, ההזמנה שלי, שלי, התור, הפגישה",
            "את זה, זה, הכל, לשלוח, לשלוח לי, לי, הודעות, את, ההודעות, עם, לכתוב",
            "לא, אל, אין, בלי, אף פעם, מתי, איך, מה, למה, איפה, מי, האם, כמה, אפשר לדעת"
        ),
        ["hi"] = new(
            "कृपया, प्लीज़, प्लीज, धन्यवाद, शुक्रिया, अभी, तुरंत, जी, हाँ, हां, ठीक है, नमस्ते, माफ़ करें, बस",
            "मुझे, मैं, हमें, करना है, करना चाहता हूँ, करना चाहती हूँ, कर दो, कर दीजिए, कर दें, करें, करो, करिए, कीजिए, करना, है, चाहिए, करना चाहते, चाहता, चाहती, हूँ, हूं, कर, दो, दीजिए, दें, करवाना, करनी, दीजिये, कीजिएगा",
            "यह, ये, इसे, इसको, सब, मेरा, मेरी, ऑर्डर, आर्डर, बुकिंग, अपॉइंटमेंट, को, पूरा, सारा, इस, उस, टेबल, अपना, अपनी, की, का",
            "यह, ये, इसे, सब, मुझे, मैसेज, संदेश, भेजना, ये सब, को",
            "मत, नहीं, नही, ना, न, कब, कैसे, क्या, क्यों, कौन, कहाँ, कितना, जरूरत, ज़रूरत, सकते, सकता, सकती, नहीं करना, मत करो, मत करना, होगा, हो सकता"
        ),
        ["hi-Latn"] = new(
            "please, pls, plz, kripya, dhanyavad, dhanyawad, shukriya, thanks, abhi, turant, ji, haan, han, ok, theek hai, thik hai, bhai, bhaiya, yaar, sir, madam, bas, sorry",
            "mujhe, muje, main, mai, hume, karna hai, krna hai, karna chahta hu, karna chahta hoon, karna chahti hu, karna chahti hoon, kar do, kardo, kr do, krdo, kar dijiye, kar dena, kar dijie, karo, kro, kijiye, karen, kar den, karwana hai, chahiye, hai, karna, krna, karne, karni, karana, karwana, karwao, kar, kr, do, dijiye, dijie, dein, den, de, chahta, chahti, chahte, hu, hoon, hun, raha, rahi, karte, karvana",
            "ye, yeh, isko, ise, isse, sab, sabhi, mera, meri, order, booking, appointment, ko, wala, pura, poora, sara, is, us, apna, apni, table, ka, ki, meri booking, mera order",
            "ye, yeh, sab, mujhe, msg, message, messages, bhejna, bhejo, ko",
            "mat, nahi, nahin, nhi, na, kab, kaise, kese, kya, kyu, kyun, kaun, kahan, kitna, zarurat, jarurat, zaroorat, sakta, sakte, sakti, hoga, hogi, kya main, mat karna, mat karo, na karo, na kare"
        ),
        ["id"] = new(
            "tolong, mohon, please, pls, terima kasih, makasih, trims, tidak terima kasih, sekarang, segera, ok, oke, ya, iya, maaf, halo, saja, aja, dong, ya kak, kak, min, deh",
            "saya mau, saya ingin, aku mau, mau, ingin, saya, bisa tolong, bantu, kami mau, kami ingin, di, untuk, aku ingin, saya pengen, pengen, tolong di, minta, mohon di, untuk saya, kami, aku, jadi, ingin saya",
            "ini, itu, semua, semuanya, pesanan, pesanannya, pesanan saya, order, orderan, booking, reservasi, janji, saya, nya, pesananku, orderanku, bookingan, reservasi saya, seluruh, seluruhnya, janji temu, jadwal, meja, kamar, yang",
            "ini, itu, semua, kirim, mengirim, pesan, pesannya, sms, wa, whatsapp, iklan, promosi, ke, saya, notifikasi",
            "jangan, tidak, tak, gak, ga, nggak, enggak, bukan, belum, tanpa, kapan, bagaimana, gimana, apa, apakah, kenapa, mengapa, di mana, siapa, berapa, bisa, kalau, usah, perlu, tidak usah, ga usah, gak usah, nggak usah, tidak perlu, tidak mau, boleh, bolehkah, bisakah, masih, belum mau, tidak jadi, ga jadi, gak jadi"
        ),
        ["it"] = new(
            "per favore, perfavore, per piacere, per cortesia, grazie, grazie mille, no grazie, ora, adesso, subito, immediatamente, ok, sì, scusa, scusi, scusate, mi dispiace, ciao, salve, allora, prego, lascia perdere, lasci perdere, lasciate perdere, niente da fare, peccato, purtroppo, ma",
            "voglio, vorrei, desidero, devo, ho bisogno di, puoi, può, potete, potresti, potrebbe, vogliamo, vorremmo, preferisco, io voglio, io vorrei, vuole, vorrebbe, volevo, desideriamo, dobbiamo, ho deciso di, intendo, preferirei, chiedo di, di, pregherei di",
            "questo, lo, la, questa, quello, tutto, il, mio, mia, ordine, ordinazione, prenotazione, appuntamento, richiesta, modulo, visita, acquisto, tutto quanto, tutta, la mia, il mio, nostro, nostra, prenotazioni, tavolo, camera, lezione, del, della, e, l",
            "questo, tutto, di, con, i, gli, questi, tutti, vostri, messaggi, messaggio, mandarmi, inviarmi, scrivermi, contattarmi, mandare, inviare, scrivere, mi, sms, pubblicità, notifiche, promozioni, spam",
            "non, mai, no, senza, né, quando, come, che, cosa, quale, dove, perché, chi, posso, si può, possiamo, se, è, succede, io, bisogno, c'è bisogno, non c'è bisogno, ancora, potrei, potremmo, è possibile, serve, non serve"
        ),
        ["ja"] = new(
            "お願いします, おねがいします, お願い, ください, 下さい, ありがとう, ありがとうございます, すみません, 今, 今すぐ, はい, やっぱり, です, で, を",
            "したい, したいです, したいのですが, します, して, してください, して下さい, させて, させてください, させていただきます",
            "これ, これを, 全部, すべて, 注文, 注文を, 予約, 予約を, 私の, の",
            "これ, 全部, メッセージ, メッセージを, 送る, の, を, 送信, 配信, 通知",
            "しない, しないで, しないでください, しません, したくない, 不要, ない, いつ, どう, どうやって, なぜ, 何, どこ, 誰, できますか, ますか, か"
        ),
        ["ko"] = new(
            "제발, 부탁, 부탁해요, 부탁드립니다, 부탁드려요, 감사합니다, 고마워요, 고맙습니다, 지금, 바로, 당장, 네, 예, 죄송합니다, 죄송해요, 그냥, 좀",
            "하고 싶어요, 하고싶어요, 하고 싶습니다, 할게요, 할래요, 해주세요, 해 주세요, 하겠습니다, 해줘, 해요, 합니다, 하고, 싶어요, 원해요, 저는, 제가",
            "이거, 이것, 그거, 다, 전부, 모두, 주문, 주문을, 예약, 예약을, 제, 내",
            "이거, 다, 전부, 메시지, 문자, 보내지, 그만, 보내기, 알림",
            "안, 못, 아니, 아니요, 아니오, 하지, 마세요, 말고, 마, 않아요, 언제, 어떻게, 왜, 무엇, 뭐, 어디, 누가, 얼마, 되나요, 할 수 있나요, 가능한가요"
        ),
        ["nb"] = new(
            "takk, tusen takk, nei takk, vennligst, nå, straks, ok, ja, beklager, hei, så, bare",
            "jeg vil, jeg vil gjerne, jeg ønsker å, vi vil, kan du, kan dere, jeg må, å",
            "det, den, dette, denne, alt, hele, min, mitt, ordre, ordren, bestilling, bestillingen, booking, time, timen",
            "det, med, å, sende, skrive, meg, til, meldinger, meldingene, sms, alle, reklame",
            "ikke, ingen, aldri, nei, uten, når, hvordan, hva, hvorfor, hvor, hvem, kan jeg, er, jeg"
        ),
        ["nl"] = new(
            "alsjeblieft, alstublieft, asjeblieft, aub, ajb, svp, bedankt, dank je, dank u, dankjewel, dankuwel, dank je wel, nee bedankt, nee dank je, nee dank u, nu, meteen, direct, ok, oke, okee, ja, sorry, hallo, hoi, toch, dan, maar, graag, even",
            "ik wil, ik wil graag, ik zou graag, ik moet, wij willen, we willen, kunt u, kun je, kan je, zou je, zou u, wil, willen, wil graag, zou, zouden, moeten, we, ik",
            "het, dit, dat, alles, de, deze, die, mijn, hele, bestelling, boeking, reservering, afspraak, order, aanvraag, formulier, bezoek",
            "het, dit, dat, alles, met, de, deze, alle, jullie, uw, je, berichten, berichtjes, sturen, mij, me, te, sms, whatsapp, reclame, meldingen, nieuwsbrief, appen, smsen, schrijven",
            "niet, geen, nooit, nee, zonder, nog niet, wanneer, hoe, wat, waarom, waar, wie, welke, kan ik, mag ik, kunnen we, of, is, kan, ik, als, gebeurt, hoeft, nog, kunnen, mogen, mag"
        ),
        ["pl"] = new(
            "proszę, prosze, bardzo proszę, dziękuję, dzięki, nie dziękuję, teraz, natychmiast, ok, tak, przepraszam, cześć, dzień dobry, jednak",
            "chcę, chce, chciałbym, chciałabym, muszę, możesz, może pan, może pani, proszę o, wolę, chcemy",
            "to, tego, wszystko, moje, mój, moją, zamówienie, rezerwację, wizytę, termin, cały",
            "to, wszystko, z, te, tych, wiadomości, wiadomościami, wysyłać, wysyłania, pisać, mi, do, mnie, sms, reklamy",
            "nie, nigdy, bez, kiedy, jak, co, dlaczego, czemu, gdzie, kto, czy, czy mogę, można, ile"
        ),
        ["pt"] = new(
            "por favor, porfavor, pf, pfv, pff, por gentileza, obrigado, obrigada, brigado, muito obrigado, muito obrigada, valeu, não obrigado, não obrigada, agora, já, imediatamente, ok, sim, desculpa, desculpe, oi, olá, então, bom, esquece, esqueça, deixa, deixa pra lá, infelizmente, mas, pena",
            "quero, queria, gostaria de, desejo, preciso, eu quero, eu queria, eu gostaria de, pode, podes, podem, você pode, poderia, vou, vamos, prefiro, tenho que, queremos, favor, querer, eu preciso, precisamos, gostava de, gostaríamos de, quero que, preciso que, vou ter que, tive que, devo, favor de",
            "isso, isto, o, a, tudo, este, esta, esse, essa, meu, minha, pedido, reserva, consulta, marcação, agendamento, compra, encomenda, solicitação, formulário, processo, visita, toda, todo, minhas, nossa, nosso, mesa, quarto, aula, horário, a minha, o meu, os, as, do, da, de",
            "isso, isto, tudo, de, me, os, as, o, a, estas, essas, suas, todas, todos, enviar, mandar, escrever, mensagens, mensagem, com, sms, publicidade, notificações, promoções, spam",
            "não, nao, nunca, jamais, sem, ainda não, quando, como, que, o que, qual, onde, por que, porque, quem, quanto, posso, se, podemos, dá para, é, acontece, eu, precisa, não precisa, é preciso, ainda, dá, podia, tem como, vai, poderia eu"
        ),
        ["ro"] = new(
            "te rog, vă rog, va rog, rog, mulțumesc, mersi, nu mulțumesc, acum, imediat, ok, da, scuze, bună, salut",
            "vreau să, vreau sa, vreau, aș vrea să, doresc să, trebuie să, puteți, poți, să",
            "asta, aceasta, acest, tot, totul, comanda, comanda mea, rezervarea, programarea, mea, meu, o",
            "asta, tot, cu, mesajele, mesaje, să, îmi, trimiteți, sms, reclame",
            "nu, niciodată, fără, când, cum, ce, de ce, unde, cine, pot, dacă, cât"
        ),
        ["ru"] = new(
            "пожалуйста, пожалуста, плиз, прошу, спасибо, большое спасибо, нет спасибо, сейчас, сразу, немедленно, ок, окей, да, извините, простите, здравствуйте, привет, тогда, уже, лучше",
            "я хочу, хочу, я хотел бы, я хотела бы, хотел бы, хотела бы, мне нужно, нужно, надо, можете, можешь, давайте, мы хотим",
            "это, этот, эту, всё, все, мой, мою, моё, заказ, бронь, бронирование, запись, заявку, визит",
            "это, всё, все, мне, слать, присылать, писать, сообщения, смс, рассылку, рекламу, эти",
            "не, нет, никогда, без, ни, когда, как, что, почему, зачем, где, кто, какой, сколько, можно, ли, если"
        ),
        ["sv"] = new(
            "tack, tack så mycket, nej tack, snälla, vänligen, nu, genast, direkt, ok, okej, ja, förlåt, ursäkta, hej, då, bara",
            "jag vill, jag skulle vilja, jag måste, vi vill, kan du, kan ni, att",
            "det, den, detta, denna, allt, hela, min, mitt, beställning, beställningen, order, ordern, bokning, bokningen, tid, tiden",
            "det, med, att, skicka, skriva, mig, till, meddelanden, sms, alla, era, reklam, allt",
            "inte, ingen, inga, aldrig, nej, utan, när, hur, vad, varför, var, vem, kan jag, får jag, är, jag, om"
        ),
        ["th"] = new(
            "ครับ, ค่ะ, คะ, นะ, นะคะ, นะครับ, หน่อย, ด้วย, ขอบคุณ, ขอบคุณค่ะ, ขอบคุณครับ, กรุณา, โปรด, ช่วย, เลย, ตอนนี้, โอเค, ใช่, ขอโทษ, สวัสดี",
            "ขอ, อยาก, ต้องการ, ฉัน, ผม, ให้, อยากจะ, ขอให้",
            "นี้, อันนี้, ทั้งหมด, คำสั่งซื้อ, ออเดอร์, การจอง, จอง, นัด, รายการ",
            "นี้, ทั้งหมด, ส่ง, ข้อความ, ส่งข้อความ, โฆษณา, มา",
            "ไม่, อย่า, ยัง, ไม่ได้, เมื่อไหร่, เมื่อไร, อย่างไร, ยังไง, ทำไม, ที่ไหน, ใคร, อะไร, ไหม, มั้ย, ได้ไหม"
        ),
        ["tr"] = new(
            "lütfen, teşekkürler, teşekkür ederim, sağol, sağ olun, hayır teşekkürler, şimdi, hemen, tamam, evet, ok, merhaba, selam, pardon, artık, kusura bakmayın, boş verin, boşver, maalesef, malesef, ama",
            "istiyorum, ben, istiyoruz, isterim, etmek istiyorum, edin, ediniz, et, eder misiniz, eder misin, edelim, ediyorum, edebilir misiniz, olsun, etmek, edebilirmisiniz, eder misin lütfen, ediverin, ediver, lazım, gerek, gerekiyor, etmem lazım, etmem gerek, etmem gerekiyor, istedim, rica ediyorum, rica ederim, edilsin, ettirmek, ettirmek istiyorum, etmek isterim",
            "bunu, bu, siparişi, siparişimi, rezervasyonu, rezervasyonumu, randevuyu, randevumu, hepsini, her şeyi, sipariş, randevu, rezervasyon, siparişin, siparişlerimi, kaydımı, tamamını, hepsi, tamamen, masayı, odayı, benim, şu",
            "bunu, bu, hepsini, mesaj, mesajları, göndermeyi, atmayı, yazmayı, bana, reklam",
            "değil, hayır, yok, etme, etmeyin, etmiyorum, etmek istemiyorum, istemiyorum, asla, ne zaman, nasıl, neden, niçin, kim, hangi, ne, nerede, mi, mı, edebilir miyim, kaç, etmeyelim, etmem, etmeyeceğim, olmasın, edilmesin, etmiyoruz, etmek istemem, istemiyoruz, istemem, miyim, mıyım, miyiz, mıyız, mu, mü, edilir, edilebilir, edilebiliyor, edebiliyor, edebilir, gerek yok, lüzum yok, gerek, niye, ücreti, ücret"
        ),
        ["uk"] = new(
            "будь ласка, дякую, ні дякую, зараз, негайно, ок, так, вибачте, привіт, добрий день, прошу",
            "я хочу, хочу, мені треба, треба, потрібно, можете, хотів би, хотіла б",
            "це, цей, цю, все, моє, мій, мою, замовлення, бронювання, запис",
            "це, все, мені, писати, надсилати, повідомлення, смс, рекламу",
            "не, ні, ніколи, без, коли, як, що, чому, де, хто, скільки, чи, можна, якщо"
        ),
        ["vi"] = new(
            "làm ơn, xin, vui lòng, cảm ơn, không cảm ơn, ngay, bây giờ, ok, vâng, dạ, xin lỗi, chào, nhé, ạ, giúp, đi",
            "tôi muốn, mình muốn, em muốn, tôi cần, muốn, cho tôi, cho mình, tôi",
            "này, cái này, hết, tất cả, đơn, đơn hàng, đặt chỗ, đặt bàn, lịch hẹn, của tôi",
            "này, tất cả, gửi, tin nhắn, nhắn tin, cho tôi, quảng cáo",
            "không, đừng, chưa, chẳng, khi nào, bao giờ, làm sao, thế nào, tại sao, ở đâu, ai, gì, có thể, được không"
        ),
        ["zh"] = new(
            "请, 麻烦, 谢谢, 多谢, 不用谢谢, 现在, 马上, 立刻, 好, 好的, 是, 对不起, 不好意思, 你好, 吧, 了, 請, 麻煩, 謝謝, 現在, 馬上",
            "我要, 我想, 我想要, 我需要, 帮我, 给我, 可以帮我, 幫我, 我們要, 我们要, 想",
            "这个, 这, 全部, 所有, 订单, 我的, 我的订单, 预订, 预约, 這個, 訂單, 預約, 它",
            "这个, 全部, 所有, 发, 发送, 发消息, 短信, 信息, 消息, 给我, 發, 訊息, 推送",
            "不, 不要, 别, 没, 没有, 沒有, 別, 什么时候, 怎么, 怎样, 为什么, 哪里, 谁, 什么, 吗, 嗎, 能不能, 可以, 如果, 何时"
        ),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The codes of the languages that have one.</summary>
    public static IEnumerable<string> Languages => ByLanguage.Keys.Order(StringComparer.Ordinal);

    /// <summary>The table of this code; <see langword="null"/> if there is none.</summary>
    public static WordingTable? Of(string code) => ByLanguage.GetValueOrDefault(code);

    /// <summary>The codes of the tables that a language of the settings has: that of <c>pt</c> for <c>pt-BR</c>; people write Hindi in two alphabets.</summary>
    public static IEnumerable<string> CodesOf(string language)
    {
        var code = language.Split('-')[0];
        string[] codes = code switch
        {
            "hi" => language == code ? ["hi", "hi-Latn"] : [language],
            "no" or "nn" => ["nb"],
            _ => [code],
        };
        return codes.Where(ByLanguage.ContainsKey);
    }
}
