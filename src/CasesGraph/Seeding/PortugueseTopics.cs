using CasesGraph.Cases;
using static CasesGraph.Seeding.DemoTexts;

namespace CasesGraph.Seeding;

internal static class PortugueseTopics
{
    public static Topic SignIn =>
        new(
            CaseType.User,
            [
                "Não consigo iniciar sessão no {product}",
                "Esqueci a senha e o e-mail não chega",
                "Conta bloqueada após {n} tentativas",
            ],
            [
                "Desde hoje de manhã **{n} colegas** não conseguem entrar. A página mostra `{code}` e volta ao formulário.\n\nJá tentámos:\n- outro navegador\n- limpar os cookies",
                "Pedi uma nova senha três vezes. Não chega nada, nem à caixa de spam.",
            ],
            [
                "Continua igual depois de reiniciar.",
                "Com a minha colega funciona, comigo não.",
                "Sim, usamos autenticação única desde a semana passada.",
            ],
            [
                "Pode indicar-nos o navegador e a versão?",
                "A sua sessão foi reposta. Tente outra vez, por favor.",
                "Verifique se o relógio do computador está certo.",
            ],
            ["O certificado do fornecedor de identidade tinha expirado; foi substituído.", "A conta foi desbloqueada."]
        );

    public static Topic Slowness =>
        new(
            CaseType.Product,
            [
                "{product} muito lento ao abrir {area}",
                "Erro {code} ao exportar {area}",
                "Demora de {n} segundos para carregar {area}",
            ],
            [
                "Abrir {area} demora até {n} segundos desde a última atualização. De manhã é pior.",
                "Toda exportação de {area} termina com `{code}` depois de um minuto. As menores funcionam.",
            ],
            ["Hoje piorou, assim não dá para trabalhar.", "Anexei uma gravação.", "Só a filial do norte é afetada."],
            [
                "Identificámos consultas lentas e já estamos a corrigir.",
                "Pode enviar o horário da última ocorrência?",
                "A correção será aplicada esta noite. Pode testar amanhã?",
            ],
            [
                "Faltava um índice após a atualização; os tempos voltaram ao normal.",
                "O relatório foi dividido e o limite de tempo aumentado.",
            ]
        );

    public static Topic Invoices =>
        new(
            CaseType.Administration,
            [
                "Valor errado na fatura {n}",
                "Solicitação de {n} licenças adicionais do {product}",
                "Alteração da morada de faturação",
            ],
            [
                "A fatura do mês passado indica {n} utilizadores, mas temos menos. Enviem a correção, por favor.",
                "Estamos crescendo! Precisamos de mais {n} licenças do {product} a partir do próximo mês.",
            ],
            ["Quando recebemos a fatura corrigida?", "O número do nosso pedido é PC-{n}{n}.", "Obrigada, foi rápido!"],
            [
                "A contabilidade foi avisada, receberá uma nota de crédito.",
                "Qual é o centro de custo?",
                "As licenças já estão ativas.",
            ],
            ["Nota de crédito enviada.", "Licenças acrescentadas e contrato prolongado."]
        );

    public static Topic Imports =>
        new(
            CaseType.Product,
            [
                "Importação de {area} para na linha {n}",
                "Acentuação incorreta após a importação",
                "Registros duplicados em {area}",
            ],
            [
                "A importação para na linha {n} com `{code}`. O arquivo abre normalmente na planilha.",
                "Nomes como *Conceição* e *Araújo* aparecem com pontos de interrogação.",
            ],
            ["O arquivo está em anexo.", "Gravamos em CSV a partir da planilha.", "Agora para na linha {n}."],
            [
                "O arquivo está em Windows-1252; escolha essa codificação.",
                "Há uma quebra de linha dentro de um campo entre aspas; estamos analisando.",
                "Pode enviar as primeiras dez linhas?",
            ],
            ["O importador passou a aceitar quebras de linha entre aspas.", "Os duplicados foram unidos."]
        );

    public static Topic HowTo =>
        new(
            CaseType.User,
            [
                "Como partilho {area} com um colega?",
                "A impressora não imprime etiquetas do {product}",
                "Dúvida sobre {area} no {product}",
            ],
            [
                "Procurei no menu inteiro e não encontro. Existe um guia?",
                "A impressora de etiquetas imprime páginas em branco; a do escritório funciona.",
            ],
            ["Já encontrei, obrigado!", "Essa opção não aparece para mim.", "Podemos fazer uma chamada rápida?"],
            [
                "Encontra em *Definições → {area}*.",
                "O seu perfil não permite; o administrador pode alterar.",
                "Escolha o papel A6 nas definições da impressora.",
            ],
            ["Esclarecido por telefone.", "O perfil foi alterado pelo administrador do cliente."]
        );
}
