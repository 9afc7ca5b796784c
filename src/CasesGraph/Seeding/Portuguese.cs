using static CasesGraph.Seeding.DemoTexts;

namespace CasesGraph.Seeding;

internal static class Portuguese
{
    public static DemoTexts Texts { get; } =
        new()
        {
            Topics =
            [
                PortugueseTopics.SignIn,
                PortugueseTopics.Slowness,
                PortugueseTopics.Invoices,
                PortugueseTopics.Imports,
                PortugueseTopics.HowTo,
            ],
            Notes =
            [
                "Liguei ao cliente, ficou de enviar as capturas de ecrã.",
                "Reproduzido no ambiente de homologação com a versão {n}.",
                "Parece a mesma causa do incidente de {area} do mês passado.",
                "Falta a aprovação da gestão; não prometer prazo.",
                "Os registos mostram {code} **{n} vezes** desde segunda-feira.",
            ],
            Rejections =
            [
                "Não está abrangido pelo contrato.",
                "É o comportamento esperado.",
                "Sem resposta após três lembretes.",
            ],
            Areas =
            [
                "relatórios",
                "faturas",
                "agenda",
                "contactos",
                "início de sessão único",
                "anexos",
                "painéis",
                "pesquisa",
                "importações",
                "notificações",
            ],
            FirstNames = Name.List(
                "João/joao Maria José/jose Ana Antônio/antonio Inês/ines Luís/luis Conceição/conceicao Tiago Beatriz Gonçalo/goncalo Letícia/leticia Rafael Camila Vinícius/vinicius Mariana"
            ),
            LastNames = Name.List(
                "Silva Santos Oliveira Souza Araújo/araujo Gonçalves/goncalves Magalhães/magalhaes Simões/simoes Ferreira Costa Conceição/conceicao Nóbrega/nobrega Pereira Almeida Brandão/brandao Leitão/leitao"
            ),
            Companies = Name.List(
                "Atlântico/atlantico Horizonte Estrela Caravela Sertão/sertao Ipê/ipe Açores/acores Tejo Guanabara Pinhal Cerrado Aurora São_João/saojoao Maré/mare Lusitânia/lusitania"
            ),
            Cities = Name.List(
                "Lisboa Porto Braga Coimbra Évora/evora São_Paulo/saopaulo Recife Brasília/brasilia Florianópolis/florianopolis Goiânia/goiania Curitiba Belém/belem"
            ),
            CompanyForms =
            [
                "{company} Comércio e Serviços Ltda.",
                "Construções {company}, S.A.",
                "{company} Saúde {city}",
                "Transportes {company} de {city}",
                "{company} Energia",
                "Padaria {company}",
                "{company} Educação",
                "Clínica {company} {city}",
            ],
            Industries = ["Construção", "Comércio", "Saúde", "Transportes", "Educação", "Energia"],
            Titles =
            [
                "Diretora de TI",
                "Gestor de Operações",
                "Técnico de Suporte",
                "Contabilista",
                "Coordenação",
                "Sócia-gerente",
            ],
            Country = "com.br",
            PhonePrefix = "+55 11",
        };
}
