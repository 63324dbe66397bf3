#ifndef REDOUBT_SCHEMA_FACTS_H
#define REDOUBT_SCHEMA_FACTS_H

/* The files of schemas/kubernetes, inside the binary (scripts/schemas/fact_writer.py has their form). */
const unsigned char *redoubt_kubernetes_facts(void);
unsigned long redoubt_kubernetes_facts_size(void);
const unsigned char *redoubt_operator_facts(void);
unsigned long redoubt_operator_facts_size(void);

#endif
