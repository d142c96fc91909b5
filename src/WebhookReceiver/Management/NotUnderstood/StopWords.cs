using System.Collections.Frozen;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>Folded words that say nothing of a topic, by language.</summary>
internal static class StopWords
{
    private static readonly (string Language, string Words)[] Lists =
    [
        (
            "en",
            """
            a about after all also am an and any anybody anyone are as at be because been but by can cant could did do does
            doing dont for from get give go got had has have hello hey hi how i id if ill im in into is isnt it its ive just
            know let like may me might my need no not of off ok on one or our out please pls so some someone something tell
            thank thanks that thats the their them then there these they thing this those to too u up us very want was we
            were what whats when where wheres which who why will with would yes you your youre good morning afternoon evening
            anything ever still really maybe possible
            look looking sell sells buy find see use using got take make would allright hope sorry today tomorrow now
            """
        ),
        (
            "es",
            """
            a al algo algun alguna ante aun aunque buenas buenos como con cual cuales cuando cuanto de del dias donde el ella
            en era eres es esa ese eso esta estan estas este esto estoy favor fue gracias ha hace hay hola la las le les lo
            los mas me mi mis mucho muy ni no nos o os otra otro para pero por porque puede pueden puedo que quien quiero
            quisiera se ser si sin sobre son soy su sus tardes te teneis tengo ti tiene tienen tienes todo tu tus un una uno
            unos usted ustedes ya yo
            """
        ),
        (
            "de",
            """
            ab aber alle als am an auch auf aus bei bin bis bitte da danke das dass dem den denn der des die dir du ein eine
            einem einen einer er es euch euer fur gibt guten habe haben habt hallo hat hatte hier ich ihr ihre im in ist ja
            kann kannst kein keine konnen konnt konnte machen man mein meine mich mir mit mochte morgen muss nach nein nicht
            noch nur oder ob schon sein sich sie sind so tag uber um und uns unser vom von vor war was wann warum wenn wer wie
            wir wird wo zu zum zur
            """
        ),
        (
            "fr",
            """
            a ai au aux avec avez bonjour bonsoir ca ce ces cet cette comment dans de des dois du elle en est et etes eu il
            ils j je l la le les leur lui ma mais me merci mes moi mon ne nos notre nous on ont ou par pas peut peux plait
            pour pourquoi puis qu quand que quel quelle quelles quels qui quoi sa salut sans se ses si son sont suis sur svp
            ta te tes toi ton tu un une vos votre voudrais vous y
            """
        ),
        (
            "pt",
            """
            a ao aos as boa bom como com da das de dia do dos e ela ele em era essa esse esta este eu foi ha isso isto la mais
            mas me meu minha muito na nao nas no nos o obrigada obrigado oi ola onde os ou para pela pelo por porque posso
            pode qual quando quanto que quem quero se sem ser seu sim so sua tarde tem tenho ter um uma voce voces
            """
        ),
        (
            "it",
            """
            a ai al alla anche avete buona buongiorno che chi ci ciao come con cosa da dal del della di dove e ed era essere
            gli grazie ha ho i il in io la le lei lo loro ma me mi mia mio ne nei nel nella no noi non o per perche piu posso
            puo qual quale quando quanto questa questo qui quindi se sei si sono su sua suo te ti tu un una uno vi voi vorrei
            """
        ),
    ];

    private static readonly FrozenDictionary<string, uint> Words = Lists
        .SelectMany((list, index) => Split(list.Words).Select(word => (word, bit: 1u << index)))
        .GroupBy(one => one.word, one => one.bit, StringComparer.Ordinal)
        .ToFrozenDictionary(
            group => group.Key,
            group => group.Aggregate((all, bit) => all | bit),
            StringComparer.Ordinal
        );

    public static bool Has(string word) => Words.ContainsKey(word);

    /// <summary>The language whose words stand in a text more often than any other's; null if none does.</summary>
    public static string? LanguageOf(IReadOnlyList<string> words)
    {
        Span<int> hits = stackalloc int[Lists.Length];
        foreach (var word in words)
        {
            var bits = Words.GetValueOrDefault(word);
            for (var i = 0; bits != 0 && i < hits.Length; i++)
            {
                hits[i] += (int)((bits >> i) & 1);
            }
        }

        var (best, second, at) = (0, 0, -1);
        for (var i = 0; i < hits.Length; i++)
        {
            if (hits[i] > best)
            {
                (best, second, at) = (hits[i], best, i);
            }
            else if (hits[i] > second)
            {
                second = hits[i];
            }
        }

        return best > second ? Lists[at].Language : null;
    }

    private static string[] Split(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
