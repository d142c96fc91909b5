using System.Collections.Frozen;

namespace WebhookReceiver.Rules.Matching.Wording;

/// <summary>Words by which a language is known, parted by blanks; a word that several languages have tells none of them.</summary>
/// <param name="Small">Articles, pronouns, prepositions, question words: what a phrase does without.</param>
/// <param name="Customers">What people write to a shop.</param>
internal sealed record CommonWords(string Small, string Customers)
{
    private static readonly FrozenDictionary<string, CommonWords> ByLanguage = new Dictionary<string, CommonWords>(
        StringComparer.Ordinal
    )
    {
        ["ar"] = new(
            "هذا هذه من في على الى عن ما ماذا متى كيف اين هل كم انا انت نحن هو هي مع لا نعم",
            "مرحبا شكرا سعر ساعات موعد حجز طلب توصيل عنوان اريد"
        ),
        ["ar-Latn"] = new(
            "ana nta nti enta enti inta inti huwa howa 7na ntouma ntoma dyal dyali dyalek dyalkom ta3 taa3 bta3 3la m3a ma3a mn mnin fein feen wayn kayn kayna kanet chno chnou shno shnou achno ash wach wesh chkoun shkoun 3lach 3lah leh lih kifach kifash kifek kifkom keef izay imta emta waqtach wa9tach fo9ach foqach ch7al bch7al bchhal sh7al bsh7al kam mashi machi mafich makaynch ila ida 7ta 7atta hada hadi hadak hadchi bzaf bezzaf chwiya shwaya daba dork taw delwa9ti halla2 ghir 3and 3andi 3andek 3andkom 3andna",
            "fin salam slm assalam salamo alaykom 3likom 3alaykom 3likoum labas bikhir khoya khouya sahbi sa7bi 7bibi habibi akhi choukran chokran shukran 3afak 3afek bghit bghina 3ayez 3awez 3ayza biddi n7eb nheb na7eb nqdar n9dar n9der momkin mumkin thaman taman so3r 7ell 7all mahloul ma7loul ma7lolin ma7loulin maftou7 maftouh msdoud mghlou9 maw3id maw3ed mou3id ghda ghedwa bokra bukra lyoum elyoum nhar sa3a islah tasli7 tsleh nsleh bisklita bchklita bsklita blasa"
        ),
        ["ca"] = new(
            "el els les un una uns unes de del dels i o que qui com quan on per amb sense és són hi ha jo tu nosaltres vosaltres em et es ens us meu meva teu teva vostre vostra aquest aquesta molt més si no quin quina quant",
            "hola gràcies adéu bon dia preu horari obert tancat reserva taula comanda adreça demà avui vull voldria puc"
        ),
        ["da"] = new(
            "en et den det de der som og eller ikke jeg du han hun vi i mig dig os jer min mit mine din dit dine hvad hvem hvor hvornår hvordan hvorfor hvilken er var har kan vil skal med til fra på af om meget også her noget",
            "hej tak venligst pris koster åben åbent lukket åbningstider bestille bestilling bord levering adresse i dag i morgen hjælp kvittering aflyse"
        ),
        ["de"] = new(
            "der die das den dem des ein eine einen einem einer und oder aber nicht kein keine ich du er sie es wir ihr mich mir dich dir uns euch mein meine dein deine ihre unser was wer wo wann wie warum wieso welche welcher ist sind war habe hat haben hätte kann können könnte möchte will wollen muss mit ohne für von zu zum zur im am auf aus bei nach über unter auch noch schon sehr hier dort gibt man bitte danke ja nein wenn dass als so ob um an",
            "hallo guten tag morgen abend preis preise kostet kosten viel geöffnet offen geschlossen öffnungszeiten uhrzeit bestellen bestellung buchen buchung reservieren reservierung tisch termin lieferung liefern versand adresse hilfe rechnung zahlen bezahlen heute übermorgen gern gerne tschüss stornieren absagen speisekarte zimmer parkplatz parken frage brauche suche soll sollte sollen seit gestern woche wochen monat monate tage tagen jahre jahren hab hätt bin bist seid werden wird würde wäre mag darf dürfen brauch bräuchte bräucht nehmt nehmen geht gehts mal nur doch leider nix heut nen hob wos ned bissl servus moin grüß gruezi dankeschön mfg vllt evtl bzw"
        ),
        ["en"] = new(
            "the a an and or but not i you he she it we they me him us them my your his her our their this that these those is are was were am be been have has had do does did can could will would shall should may might must what who whom where when why how which whose if than then there here with without for from of to in on at by about into over as so some any much many more very just also too please yes i'm i'd i'll it's what's don't doesn't isn't can't",
            "hello hey thanks thank price prices cost costs pay open opening hours close closed order booking book reserve reservation table appointment delivery deliver shipping address help invoice refund today tomorrow tonight need want like looking bye goodbye morning evening cancel room parking park question speak english something anything nothing people week thx thnx thanx tnx pls plz plss tmrw tmr tmw asap gonna wanna gotta cheers hiya dont cant im ive u ur"
        ),
        ["es"] = new(
            "el la los las un una unos unas y o pero no yo tú él ella nosotros ustedes usted vosotros ellos me te se nos os le les lo mi mis tu tus su sus nuestro nuestra este esta esto ese esa eso estos estas qué quién dónde cuándo cómo cuánto cuánta cuántos cuál por porque para con sin de del al en es son era está están estoy hay ser tener tengo tiene tienen puedo puede pueden quiero quiere quisiera muy más menos también aquí allí sí si que a hasta desde sobre",
            "hola gracias buenos buenas días tardes noches precio precios cuesta cuestan vale pagar abierto abren abre horario horarios cerrado cierran pedido pedir reserva reservar mesa cita entrega envío enviar dirección ayuda factura hoy mañana necesito gusta adiós cancelar carta habitación aparcamiento pregunta hablar español favor porfa porfi xfa xq pq tmb grax"
        ),
        ["fi"] = new(
            "ja tai mutta ei en et minä sinä hän me te he se tämä tuo mikä kuka missä milloin miten miksi kuinka on olen oli ovat voi voiko haluan haluaisin kanssa ilman myös paljon onko mitä",
            "hei moi kiitos hinta maksaa auki kiinni aukioloajat tilaus tilata varaus varata pöytä aika toimitus osoite apua tänään huomenna ole hyvä"
        ),
        ["fr"] = new(
            "le la les l un une des du de d et ou mais ne pas je j tu il elle on nous vous ils elles me m te t se s moi toi lui leur mon ma mes ton ta tes son sa ses notre nos votre vos ce cet cette ces c ça cela qui que qu quoi quand où comment pourquoi combien quel quelle quels quelles est es sont suis êtes était ai as a avez avons ont peux peut pouvez pourrais voudrais veux veut dois avec sans pour par sur sous dans en au aux chez très plus moins aussi ici là oui non si y",
            "bonjour bonsoir salut merci prix coûte coûtent tarif payer ouvert ouverts ouverte ouvre ouvrez ouverture fermé fermez horaires heures commande commander réserver réservation table rendez vous livraison livrer livrez adresse aide facture aujourd'hui demain besoin s'il plaît annuler chambre menu parking question parler français revoir svp stp bjr bsr mrc slt aujourdhui bcp rdv"
        ),
        ["he"] = new(
            "אני אתה את הוא היא אנחנו זה זאת של על עם בלי מה מי איפה מתי איך למה כמה יש אין לא כן גם",
            "שלום תודה מחיר שעות פתוח סגור הזמנה להזמין שולחן תור משלוח כתובת היום מחר"
        ),
        ["hi"] = new(
            "मैं हम आप तुम वह यह है हैं था का की के को से में पर और या नहीं क्या कब कहाँ कैसे क्यों कितना कितने",
            "नमस्ते धन्यवाद कीमत दाम समय खुला बंद ऑर्डर बुकिंग डिलीवरी पता आज कल चाहिए"
        ),
        ["hi-Latn"] = new(
            "kya hai hain ho hoga hogi tha thi main mai hum aap ap tum mujhe muje mera meri mere aapka aapki apka apki ka ki ke ko se mein par aur ya nahi nahin nhi kab kahan kaha kaise kese kyu kyun kitna kitne kitni kaun konsa ye yeh wo woh bhi abhi kuch koi sab bahut bohot haan han ji jee agar lekin wala wali tak krna karna karo kar kr do de dena chahiye chahie sakte sakta sakti raha rahi rahe",
            "namaste namaskar shukriya dhanyavad dhanyawad bhai bhaiya kripya daam keemat kimat paisa paise khula khulta band samay dukan dukaan milega milegi bhejo bhej batao bataiye bataye aaj kal subah shaam chahta chahti lena leni hua"
        ),
        ["id"] = new(
            "yang dan atau tetapi tapi tidak nggak gak ga bukan saya aku kamu anda dia kami kita mereka ini itu apa siapa mana kapan bagaimana gimana kenapa mengapa berapa di ke dari untuk dengan tanpa pada adalah ada bisa boleh mau ingin harus sudah udah belum akan juga lagi sangat saja aja ya iya kalau jika karena apakah nya",
            "halo selamat pagi siang sore malam terima kasih makasih tolong harga biaya bayar buka tutup jam pesan memesan pesanan meja janji kirim pengiriman ongkir alamat bantuan hari besok butuh batal kamar parkir tanya permisi mksh makasi trims tks mksih yg dgn utk brp gmn"
        ),
        ["it"] = new(
            "il lo la i gli le l un una uno di del della dei delle dello e o ma non io tu lui lei noi voi loro mi ti si ci vi mio mia tuo tua suo sua nostro nostra vostro vostra questo questa questi queste quello quella che chi dove quando come perché quanto quanta quale quali è sono era sei siete siamo ho hai ha avete abbiamo posso può potete vorrei voglio devo con senza per da dal dalla in nel nella su sul al alla molto più meno anche qui qua sì se cosa c'è",
            "ciao salve buongiorno buonasera grazie prego prezzo prezzi costa costano pagare aperto aperti aprite orari orario apertura chiuso chiudete ordine ordinare prenotare prenotazione tavolo appuntamento consegna spedizione indirizzo aiuto fattura oggi domani bisogno arrivederci annullare camera parcheggio domanda parlare italiano favore ora cmq grz xke xché"
        ),
        ["ms"] = new(
            "yang dan atau tetapi tidak tak bukan saya awak anda dia kami kita mereka ini itu apa siapa mana bila bagaimana kenapa berapa di ke dari untuk dengan pada adalah ada boleh mahu nak sudah belum akan juga sangat sahaja ya kalau kerana adakah",
            "helo selamat pagi petang malam terima kasih tolong harga bayar buka tutup waktu pesan tempah tempahan meja janji temu hantar penghantaran alamat bantuan hari esok perlu batal bilik parkir"
        ),
        ["nb"] = new(
            "en et ei den det de som og eller ikke jeg du han hun vi dere meg deg oss min mitt mine din ditt dine hva hvem hvor når hvordan hvorfor hvilken er var har kan vil skal med til fra på av om veldig også her noe",
            "hei takk vennligst pris koster åpent åpen stengt åpningstider bestille bestilling bord time levering adresse i dag i morgen hjelp kvittering avbestille"
        ),
        ["nl"] = new(
            "de het een en of maar niet geen ik jij je u hij zij ze wij we jullie mij me jou ons mijn jouw uw onze hun dit dat deze die wat wie waar wanneer hoe waarom welke is zijn was ben bent heb heeft hebben kan kunnen kunt wil willen zou moet mag met zonder voor van naar bij op uit aan over om ook nog al heel zeer hier daar er ja nee als dan te graag",
            "hallo goedemorgen goedemiddag goedenavond bedankt dank alsjeblieft alstublieft prijs prijzen kost kosten betalen open geopend openingstijden dicht gesloten bestellen bestelling reserveren reservering tafel afspraak bezorging bezorgen leveren levering adres hulp factuur vandaag morgen nodig doei annuleren kamer parkeren vraag aub svp bvd dankje dankjewel"
        ),
        ["pl"] = new(
            "i lub ale nie ja ty on ona my wy oni mnie mi ciebie ci nam wam mój moja moje twój twoja ten ta to te co kto gdzie kiedy jak dlaczego ile który która jest są był mam masz ma macie mogę może można chcę chcemy czy z bez dla od do na w o po przez bardzo też tak tu jeśli się",
            "cześć dzień dobry dziękuję dzięki proszę cena ceny kosztuje płacić otwarte czynne godziny zamknięte zamówienie zamówić rezerwacja zarezerwować stolik wizyta dostawa adres pomoc faktura dziś dzisiaj jutro potrzebuję anulować pokój parking pytanie"
        ),
        ["pt"] = new(
            "o a os as um uma uns umas e ou mas não eu tu você vocês ele ela nós eles me te se nos lhe meu minha meus teu tua seu sua nosso nossa este esta isto esse essa isso aquele que quem onde quando como quanto quanta quantos qual por porque para pra com sem de do da dos das no na nos nas em ao aos à às é são era está estão estou há tem têm tenho posso pode podem quero queria gostaria muito mais menos também aqui ali sim se até desde sobre",
            "olá oi obrigado obrigada bom boa dia tarde noite preço preços custa custam pagar aberto abrem abre horário horários fechado fecham pedido pedir reserva reservar mesa consulta marcação entrega envio enviar endereço morada ajuda fatura hoje amanhã preciso tchau cancelar quarto estacionamento pergunta falar português favor vc vcs tb tbm obg obgd pfv pf blz"
        ),
        ["ro"] = new(
            "și sau dar nu eu tu el ea noi voi ei mă te se ne vă îmi meu mea tău ta un o cel cea acest această ce cine unde când cum de cât care este sunt era am ai are avem aveți pot poate vreau aș cu fără pentru din la pe în foarte mai și da aici dacă că să",
            "bună salut mulțumesc mersi preț prețul costă deschis program închis comandă rezervare rezerva masă programare livrare adresa ajutor factură azi mâine nevoie anula cameră parcare"
        ),
        ["ru"] = new(
            "и или но не я ты он она мы вы они мне меня вам вас мой моя мое ваш ваша это этот эта что кто где когда как почему сколько какой какая есть был можно могу хочу нужно с без для от до на в о по очень тоже да нет ли если у",
            "привет здравствуйте добрый день спасибо пожалуйста цена цены стоит стоимость открыто открыты часы работаете закрыто заказ заказать забронировать столик запись доставка адрес помощь сегодня завтра отменить"
        ),
        ["sv"] = new(
            "en ett den det de som och eller men inte jag du han hon vi ni mig dig oss er min mitt mina din ditt dina vad vem var när hur varför vilken är har kan vill ska skulle med utan för till från på av om mycket också här något",
            "hej tack pris kostar öppet öppettider stängt beställa beställning boka bokning bord tid leverans adress hjälp kvitto idag imorgon avboka rum parkering"
        ),
        ["tr"] = new(
            "ve veya ama değil ben sen o biz siz onlar bana sana bize size benim senin bizim sizin bu şu ne kim nerede nereye neredesiniz ne zaman nasıl neden niçin kaç hangi mi mı mu mü misiniz mısınız musunuz var yok için ile çok daha da de gibi kadar evet hayır bir istiyorum istiyoruz isterim olur mu",
            "merhaba selam teşekkürler teşekkür ederim lütfen fiyat fiyatı fiyatlar lira ücret açık açıksınız kapalı saat saatleri saatler sipariş rezervasyon masa randevu teslimat kargo adres adresiniz yardım fatura bugün yarın lazım iptal oda günaydın tşk tşkler tşkr sağol sağolun slm mrb tmm miyim mıyım miyiz mıyız alabilir almak gün hafta geldim gelemiyorum nasılsınız iyi günler"
        ),
        ["uk"] = new(
            "і й та або але не я ти він вона ми ви вони мені мене вам вас мій моя ваш ваша це цей ця що хто де коли як чому скільки який яка є був можна можу хочу треба потрібно з із без для від до на в у о по дуже теж також так ні чи якщо",
            "привіт вітаю добрий день дякую ласка ціна ціни коштує відчинено години працюєте зачинено замовлення замовити забронювати столик запис доставка адреса допомога сьогодні завтра скасувати"
        ),
        ["vi"] = new(
            "và hoặc nhưng không tôi bạn anh chị em chúng này kia gì ai đâu khi nào sao như thế bao nhiêu có là được cho với của ở từ đến rất cũng vâng dạ ạ nhé muốn cần mình",
            "xin chào cảm ơn giá tiền mở cửa đóng giờ đặt bàn hẹn giao hàng địa chỉ giúp hôm nay mai hủy phòng"
        ),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The small words of all languages, folded: what a phrase does without.</summary>
    public static Lazy<FrozenSet<string>> AllSmall { get; } =
        new(() => ByLanguage.Values.SelectMany(words => Folded(words.Small)).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>All words of a language, folded; <c>pt-BR</c> has those of <c>pt</c>, <c>hi-Latn</c> and <c>ar-Latn</c> their own. Empty for one that is not known.</summary>
    public static IEnumerable<string> Of(string code)
    {
        var known = code.Contains("-Latn", StringComparison.OrdinalIgnoreCase)
            ? code.Split('-')[0] is "hi" or "ur"
                ? "hi-Latn"
                : code.Split('-')[0] + "-Latn"
            : code.Split('-')[0] is "no" or "nn"
                ? "nb"
                : code.Split('-')[0];
        return ByLanguage.TryGetValue(known, out var words) ? Folded(words.Small).Concat(Folded(words.Customers)) : [];
    }

    private static IEnumerable<string> Folded(string words) => words.Split(' ').Select(FoldedText.Of);
}
